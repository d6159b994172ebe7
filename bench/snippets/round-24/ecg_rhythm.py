"""Rhythm class from single-lead ECG strips, one strip per person."""
import lightning as L
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset, Subset, random_split
from torchmetrics.classification import MulticlassF1Score


class Strips(Dataset):
    def __init__(self, path):
        archive = np.load(path)
        self.waves = torch.from_numpy(archive["waves"]).float()
        self.rhythm = torch.from_numpy(archive["rhythm"]).long()
        self.shift, self.scale = 0.0, 1.0

    def __len__(self):
        return len(self.waves)

    def __getitem__(self, i):
        return ((self.waves[i] - self.shift) / self.scale).unsqueeze(0), self.rhythm[i]


class EcgData(L.LightningDataModule):
    def __init__(self, path, batch_size=128):
        super().__init__()
        self.path, self.batch_size = path, batch_size

    def setup(self, stage=None):
        strips = Strips(self.path)
        strips.shift = strips.waves.mean(dim=0)
        strips.scale = strips.waves.std(dim=0) + 1e-6
        seed = torch.Generator().manual_seed(44)
        self.fit_set, self.tune_set, self.final_set = random_split(
            strips, [0.7, 0.1, 0.2], generator=seed
        )

    def _loader(self, part: Subset, mix=False):
        return DataLoader(part, batch_size=self.batch_size, shuffle=mix)

    def train_dataloader(self):
        return self._loader(self.fit_set, mix=True)

    def val_dataloader(self):
        return self._loader(self.tune_set)

    def test_dataloader(self):
        return self._loader(self.final_set)


class RhythmNet(L.LightningModule):
    def __init__(self, classes=5):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(1, 32, 15, stride=3), nn.ReLU(), nn.MaxPool1d(3),
            nn.Conv1d(32, 64, 9, stride=2), nn.ReLU(), nn.AdaptiveAvgPool1d(1),
            nn.Flatten(), nn.Linear(64, classes),
        )
        self.f1 = MulticlassF1Score(classes)

    def training_step(self, batch, _):
        x, y = batch
        return nn.functional.cross_entropy(self.body(x), y)

    def validation_step(self, batch, _):
        x, y = batch
        self.log("val_loss", nn.functional.cross_entropy(self.body(x), y))

    def test_step(self, batch, _):
        x, y = batch
        self.f1(self.body(x), y)
        self.log("test_f1", self.f1)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)


if __name__ == "__main__":
    keep = L.pytorch.callbacks.ModelCheckpoint(monitor="val_loss")
    trainer = L.Trainer(max_epochs=40, callbacks=[keep])
    data, net = EcgData("ecg_strips.npz"), RhythmNet()
    trainer.fit(net, datamodule=data)
    trainer.test(net, datamodule=data, ckpt_path="best")
