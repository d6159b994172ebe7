"""Morphology of galaxies from 64x64 cut-outs."""
import lightning as L
import numpy as np
import torch
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split


class CutOuts(L.LightningDataModule):
    def __init__(self, path="data/cutouts.npz", batch_size=128):
        super().__init__()
        self.path = path
        self.batch_size = batch_size

    def setup(self, stage=None):
        stored = np.load(self.path)
        images = torch.from_numpy(stored["images"]).float().permute(0, 3, 1, 2) / 255.0
        labels = torch.from_numpy(stored["labels"]).long()
        whole = TensorDataset(images, labels)
        n = int(0.85 * len(whole))
        generator = torch.Generator().manual_seed(77)
        self.main, self.rest = random_split(whole, [n, len(whole) - n], generator=generator)

    def train_dataloader(self):
        return DataLoader(self.main, batch_size=self.batch_size, shuffle=True)

    def val_dataloader(self):
        return DataLoader(self.rest, batch_size=self.batch_size)

    def test_dataloader(self):
        return DataLoader(self.rest, batch_size=self.batch_size)


class ShapeNet(L.LightningModule):
    def __init__(self, n_classes=5, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.net = nn.Sequential(
            nn.Conv2d(3, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(64, 128, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(1),
            nn.Flatten(), nn.Dropout(0.3), nn.Linear(128, n_classes),
        )
        self.loss_fn = nn.CrossEntropyLoss()

    def _share_right(self, batch):
        images, labels = batch
        return (self.net(images).argmax(dim=1) == labels).float().mean()

    def training_step(self, batch, _):
        images, labels = batch
        return self.loss_fn(self.net(images), labels)

    def validation_step(self, batch, _):
        self.log("val_acc", self._share_right(batch), prog_bar=True)

    def test_step(self, batch, _):
        self.log("test_acc", self._share_right(batch))

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)


def main():
    L.seed_everything(77)
    keep = ModelCheckpoint(monitor="val_acc", mode="max", save_top_k=1)
    stop = EarlyStopping(monitor="val_acc", mode="max", patience=8)
    trainer = L.Trainer(max_epochs=80, callbacks=[keep, stop])
    data = CutOuts()
    trainer.fit(ShapeNet(), datamodule=data)
    trainer.test(ckpt_path="best", datamodule=data)


if __name__ == "__main__":
    main()
