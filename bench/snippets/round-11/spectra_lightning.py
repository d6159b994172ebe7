"""Mineral class from Raman spectra (one specimen, one spectrum)."""
import lightning as L
import numpy as np
import torch
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from torch import nn
from torch.utils.data import DataLoader, Subset, TensorDataset
from torchmetrics.functional import accuracy


class Spectra(L.LightningDataModule):
    def __init__(self, path="data/raman.npz", batch_size=64):
        super().__init__()
        self.path = path
        self.batch_size = batch_size

    def setup(self, stage=None):
        raw = np.load(self.path)
        spectra = raw["spectra"].astype("float32")
        spectra /= np.linalg.norm(spectra, axis=1, keepdims=True)
        whole = TensorDataset(torch.from_numpy(spectra), torch.from_numpy(raw["mineral"].astype("int64")))
        order = np.random.default_rng(2024).permutation(len(whole))
        cut = int(0.8 * len(order))
        self.fit_set = Subset(whole, order[:cut].tolist())
        self.held_set = Subset(whole, order[cut:].tolist())

    def train_dataloader(self):
        return DataLoader(self.fit_set, self.batch_size, shuffle=True)

    def val_dataloader(self):
        return DataLoader(self.held_set, self.batch_size)

    def test_dataloader(self):
        return DataLoader(self.held_set, self.batch_size)


class RamanNet(L.LightningModule):
    def __init__(self, classes, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.body = nn.Sequential(
            nn.Conv1d(1, 32, 11, stride=2), nn.ReLU(), nn.Conv1d(32, 64, 11, stride=2), nn.ReLU(),
            nn.AdaptiveAvgPool1d(16), nn.Flatten(), nn.Dropout(0.4), nn.Linear(64 * 16, classes),
        )

    def step(self, batch, stage):
        x, y = batch
        logits = self.body(x.unsqueeze(1))
        loss = nn.functional.cross_entropy(logits, y)
        score = accuracy(logits, y, task="multiclass", num_classes=self.hparams.classes)
        self.log_dict({f"{stage}_loss": loss, f"{stage}_acc": score}, on_epoch=True, on_step=False)
        return loss

    def training_step(self, batch, _):
        return self.step(batch, "train")

    def validation_step(self, batch, _):
        self.step(batch, "val")

    def test_step(self, batch, _):
        self.step(batch, "test")

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)


def main():
    L.seed_everything(1)
    keep = ModelCheckpoint(monitor="val_acc", mode="max")
    stop = EarlyStopping(monitor="val_loss", patience=10)
    trainer = L.Trainer(max_epochs=100, callbacks=[keep, stop])
    data = Spectra()
    trainer.fit(RamanNet(classes=14), datamodule=data)
    trainer.test(ckpt_path="best", datamodule=data)


if __name__ == "__main__":
    main()
