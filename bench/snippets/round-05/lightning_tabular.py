import lightning as L
import numpy as np
import torch
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class CaliforniaData(L.LightningDataModule):
    def __init__(self, path="data/housing.npz", batch_size=256, seed=0):
        super().__init__()
        self.save_hyperparameters()

    def setup(self, stage=None):
        blob = np.load(self.hparams.path)
        X, y = torch.tensor(blob["X"]).float(), torch.tensor(blob["y"]).float()
        order = torch.randperm(len(X), generator=torch.Generator().manual_seed(self.hparams.seed))
        a, b = int(0.7 * len(X)), int(0.85 * len(X))
        tr, va, te = order[:a], order[a:b], order[b:]
        mean, std = X[tr].mean(0), X[tr].std(0)
        self.sets = {k: TensorDataset((X[i] - mean) / std, y[i]) for k, i in dict(train=tr, val=va, test=te).items()}

    def train_dataloader(self):
        return DataLoader(self.sets["train"], self.hparams.batch_size, shuffle=True)

    def val_dataloader(self):
        return DataLoader(self.sets["val"], self.hparams.batch_size)

    def test_dataloader(self):
        return DataLoader(self.sets["test"], self.hparams.batch_size)


class Net(L.LightningModule):
    def __init__(self, d, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.f = nn.Sequential(nn.Linear(d, 96), nn.GELU(), nn.Linear(96, 1))

    def step(self, batch, name):
        x, y = batch
        loss = nn.functional.l1_loss(self.f(x).squeeze(1), y)
        self.log(f"{name}_loss", loss, prog_bar=name != "train")
        return loss

    def training_step(self, batch, _):
        return self.step(batch, "train")

    def validation_step(self, batch, _):
        self.step(batch, "val")

    def test_step(self, batch, _):
        self.step(batch, "test")

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)


if __name__ == "__main__":
    dm, net = CaliforniaData(), Net(d=8)
    trainer = L.Trainer(
        max_epochs=100, callbacks=[ModelCheckpoint(monitor="val_loss"), EarlyStopping("val_loss", patience=8)]
    )
    trainer.fit(net, dm)
    trainer.test(net, dm, ckpt_path="best")
