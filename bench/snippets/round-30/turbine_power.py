"""Power curve network for wind turbines (Lightning)."""
import lightning as L
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split


class TurbineData(L.LightningDataModule):
    def __init__(self, path, batch_size=256):
        super().__init__()
        self.path = path
        self.batch_size = batch_size

    def setup(self, stage=None):
        blob = np.load(self.path)
        x = torch.tensor(blob["conditions"], dtype=torch.float32)
        y = torch.tensor(blob["power_kw"], dtype=torch.float32)
        self.center, self.spread = x.mean(dim=0), x.std(dim=0)
        data = TensorDataset((x - self.center) / self.spread, y)
        parts = random_split(data, [0.7, 0.15, 0.15], generator=torch.Generator().manual_seed(31))
        self.train_part, self.val_part, self.test_part = parts

    def train_dataloader(self):
        return DataLoader(self.train_part, batch_size=self.batch_size, shuffle=True)

    def val_dataloader(self):
        return DataLoader(self.val_part, batch_size=self.batch_size)

    def test_dataloader(self):
        return DataLoader(self.test_part, batch_size=self.batch_size)


class PowerNet(L.LightningModule):
    def __init__(self, n_inputs=7, width=64):
        super().__init__()
        self.net = nn.Sequential(nn.Linear(n_inputs, width), nn.SiLU(), nn.Linear(width, width), nn.SiLU(), nn.Linear(width, 1))

    def _loss(self, batch):
        x, y = batch
        return nn.functional.l1_loss(self.net(x).squeeze(-1), y)

    def training_step(self, batch, batch_idx):
        return self._loss(batch)

    def validation_step(self, batch, batch_idx):
        self.log("val_mae", self._loss(batch))

    def test_step(self, batch, batch_idx):
        self.log("test_mae", self._loss(batch))

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)


if __name__ == "__main__":
    L.seed_everything(31)
    data = TurbineData("turbine_simulations.npz")
    stopper = L.pytorch.callbacks.EarlyStopping("val_mae", patience=8)
    trainer = L.Trainer(max_epochs=100, callbacks=[stopper])
    trainer.fit(PowerNet(), datamodule=data)
    trainer.test(datamodule=data, ckpt_path="best")
