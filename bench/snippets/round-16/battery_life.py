"""Cycle life of lithium-ion cells from the first hundred discharge curves, one tensor per cell."""
import lightning as L
import numpy as np
import torch
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split


class CellData(L.LightningDataModule):
    def __init__(self, archive, batch_size=32, seed=12):
        super().__init__()
        self.archive, self.batch_size, self.seed = archive, batch_size, seed

    def _standardise(self, values, dims):
        mean = values.mean(dim=dims, keepdim=True)
        std = values.std(dim=dims, keepdim=True)
        return (values - mean) / (std + 1e-6)

    def setup(self, stage=None):
        data = np.load(self.archive)
        curves = torch.tensor(data["curves"], dtype=torch.float32)
        life = torch.tensor(np.log10(data["cycle_life"]), dtype=torch.float32)
        cells = TensorDataset(self._standardise(curves, (0, 2)), life)
        n_test = n_val = len(cells) // 6
        self.train_set, self.val_set, self.test_set = random_split(
            cells,
            [len(cells) - n_val - n_test, n_val, n_test],
            generator=torch.Generator().manual_seed(self.seed),
        )

    def train_dataloader(self):
        return DataLoader(self.train_set, self.batch_size, shuffle=True)

    def val_dataloader(self):
        return DataLoader(self.val_set, self.batch_size)

    def test_dataloader(self):
        return DataLoader(self.test_set, self.batch_size)


class LifeNet(L.LightningModule):
    def __init__(self, channels, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.net = nn.Sequential(
            nn.Conv1d(channels, 32, 7, padding=3), nn.ReLU(), nn.MaxPool1d(4),
            nn.Conv1d(32, 64, 5, padding=2), nn.ReLU(), nn.AdaptiveAvgPool1d(1),
            nn.Flatten(), nn.Dropout(0.2), nn.Linear(64, 1),
        )

    def _step(self, batch, name):
        curves, life = batch
        loss = nn.functional.mse_loss(self.net(curves).squeeze(1), life)
        self.log(f"{name}_mse", loss, prog_bar=True)
        return loss

    def training_step(self, batch, _):
        return self._step(batch, "train")

    def validation_step(self, batch, _):
        self._step(batch, "val")

    def test_step(self, batch, _):
        self._step(batch, "test")

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)


if __name__ == "__main__":
    L.seed_everything(12)
    checkpoint = ModelCheckpoint(monitor="val_mse", mode="min")
    trainer = L.Trainer(max_epochs=200, callbacks=[checkpoint, EarlyStopping("val_mse", patience=20)])
    data = CellData("cells.npz")
    trainer.fit(LifeNet(channels=4), datamodule=data)
    trainer.test(ckpt_path="best", datamodule=data)
