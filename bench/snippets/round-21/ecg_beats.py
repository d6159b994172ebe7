"""Arrhythmia from a ten-second ECG, one recording per person."""
import lightning as L
import numpy as np
import torch
from lightning.pytorch.callbacks import ModelCheckpoint
from torch import nn
from torch.utils.data import DataLoader, Dataset, random_split
from torchmetrics.classification import MulticlassAUROC

N_CLASSES = 5


class Recordings(Dataset):
    def __init__(self, path):
        with np.load(path) as archive:
            signal = torch.from_numpy(archive["signal"]).float()
            self.rhythm = torch.from_numpy(archive["rhythm"]).long()
        centre = signal.mean(dim=(0, 2), keepdim=True)
        width = signal.std(dim=(0, 2), keepdim=True)
        self.signal = (signal - centre) / width

    def __len__(self):
        return len(self.rhythm)

    def __getitem__(self, i):
        return self.signal[i], self.rhythm[i]


class Beats(L.LightningDataModule):
    def __init__(self, path, batch_size=128):
        super().__init__()
        self.path, self.batch_size = path, batch_size

    def setup(self, stage=None):
        recordings = Recordings(self.path)
        generator = torch.Generator().manual_seed(19)
        self.fit_part, self.dev_part, self.test_part = random_split(
            recordings, [0.7, 0.15, 0.15], generator=generator
        )

    def train_dataloader(self):
        return DataLoader(self.fit_part, self.batch_size, shuffle=True)

    def val_dataloader(self):
        return DataLoader(self.dev_part, self.batch_size)

    def test_dataloader(self):
        return DataLoader(self.test_part, self.batch_size)


class Net(L.LightningModule):
    def __init__(self, leads=12):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(leads, 64, 15, stride=4), nn.BatchNorm1d(64), nn.ReLU(),
            nn.Conv1d(64, 128, 9, stride=4), nn.BatchNorm1d(128), nn.ReLU(),
            nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(128, N_CLASSES),
        )
        self.dev_auc = MulticlassAUROC(N_CLASSES)
        self.test_auc = MulticlassAUROC(N_CLASSES)

    def training_step(self, batch, _):
        x, y = batch
        return nn.functional.cross_entropy(self.body(x), y)

    def validation_step(self, batch, _):
        x, y = batch
        self.dev_auc(self.body(x).softmax(1), y)
        self.log("dev_auc", self.dev_auc, on_epoch=True)

    def test_step(self, batch, _):
        x, y = batch
        self.test_auc(self.body(x).softmax(1), y)
        self.log("test_auc", self.test_auc, on_epoch=True)

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=1e-3)


if __name__ == "__main__":
    L.seed_everything(19)
    data = Beats("data/ecg.npz")
    keep = ModelCheckpoint(monitor="dev_auc", mode="max")
    trainer = L.Trainer(max_epochs=30, callbacks=[keep])
    trainer.fit(Net(), datamodule=data)
    trainer.test(datamodule=data, ckpt_path="best")
