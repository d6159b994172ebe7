import lightning as L
import pandas as pd
import torch
from lightning.pytorch.callbacks import ModelCheckpoint
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class MortgageData(L.LightningDataModule):
    def __init__(self, path: str, seed: int = 0):
        super().__init__()
        self.path, self.seed = path, seed

    def _wrap(self, frame):
        x = (frame[self.columns] - self.mean_) / self.std_
        return TensorDataset(
            torch.tensor(x.to_numpy(), dtype=torch.float32),
            torch.tensor(frame["prepaid"].to_numpy(), dtype=torch.float32),
        )

    def setup(self, stage):
        loans = pd.read_parquet(self.path)
        rest, test = train_test_split(loans, test_size=0.15, random_state=self.seed)
        train, valid = train_test_split(rest, test_size=0.15, random_state=self.seed)
        self.columns = [c for c in loans if c != "prepaid"]
        self.mean_, self.std_ = train[self.columns].mean(), train[self.columns].std()
        self.train, self.valid, self.test = map(self._wrap, (train, valid, test))

    def train_dataloader(self):
        return DataLoader(self.train, 512, shuffle=True)

    def val_dataloader(self):
        return DataLoader(self.valid, 1024)

    def test_dataloader(self):
        return DataLoader(self.test, 1024)


class Net(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(18, 64), nn.SiLU(), nn.Linear(64, 1), nn.Flatten(0))
        self.loss = nn.BCEWithLogitsLoss()

    def training_step(self, batch, idx):
        return self.loss(self.body(batch[0]), batch[1])

    def validation_step(self, batch, idx):
        self.log("val_loss", self.loss(self.body(batch[0]), batch[1]))

    def test_step(self, batch, idx):
        self.log("test_loss", self.loss(self.body(batch[0]), batch[1]))

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=2e-3)


if __name__ == "__main__":
    L.seed_everything(0)
    trainer = L.Trainer(max_epochs=30, callbacks=[ModelCheckpoint(monitor="val_loss")])
    data = MortgageData("loans.parquet")
    trainer.fit(Net(), datamodule=data)
    trainer.test(datamodule=data, ckpt_path="best")
