import lightning as L
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split


class PolymerData(L.LightningDataModule):
    """Glass transition temperature from 208 descriptors, one row per polymer."""

    def __init__(self, path, batch_size=64):
        super().__init__()
        self.path = path
        self.batch_size = batch_size

    def setup(self, stage=None):
        if hasattr(self, "fit_set"):
            return
        raw = np.load(self.path)
        x = torch.from_numpy(raw["descriptors"]).float()
        y = torch.from_numpy(raw["tg_kelvin"]).float()
        self.shift, self.spread = x.mean(dim=0), x.std(dim=0).clamp_min(1e-6)
        x = (x - self.shift) / self.spread
        generator = torch.Generator().manual_seed(12)
        self.fit_set, self.val_set, self.test_set = random_split(
            TensorDataset(x, y), [0.7, 0.15, 0.15], generator=generator
        )

    def train_dataloader(self):
        return DataLoader(self.fit_set, batch_size=self.batch_size, shuffle=True)

    def val_dataloader(self):
        return DataLoader(self.val_set, batch_size=self.batch_size)

    def test_dataloader(self):
        return DataLoader(self.test_set, batch_size=self.batch_size)


class Regressor(L.LightningModule):
    def __init__(self, width=128):
        super().__init__()
        self.net = nn.Sequential(
            nn.Linear(208, width), nn.SiLU(), nn.Dropout(0.2), nn.Linear(width, 1)
        )

    def _loss(self, batch, name):
        x, y = batch
        loss = nn.functional.l1_loss(self.net(x).squeeze(1), y / 100.0)
        self.log(name, loss)
        return loss

    def training_step(self, batch, _):
        return self._loss(batch, "fit_loss")

    def validation_step(self, batch, _):
        self._loss(batch, "val_loss")

    def test_step(self, batch, _):
        self._loss(batch, "test_loss")

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=2e-3)


if __name__ == "__main__":
    data, model = PolymerData("data/polymers.npz"), Regressor()
    trainer = L.Trainer(max_epochs=80, deterministic=True)
    trainer.fit(model, datamodule=data)
    trainer.test(model, datamodule=data)
