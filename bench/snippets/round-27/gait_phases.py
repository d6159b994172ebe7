"""Fall-risk class from a six-channel insole recording (one recording per person)."""
import lightning as L
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset, random_split
from torchmetrics.classification import MulticlassAccuracy


class InsoleDataset(Dataset):
    def __init__(self, path):
        archive = np.load(path)
        signal = torch.from_numpy(archive["signal"]).float()  # (person, channel, time)
        level = signal.mean(dim=(0, 2), keepdim=True)
        spread = signal.std(dim=(0, 2), keepdim=True)
        self.signal = (signal - level) / spread.clamp_min(1e-6)
        self.risk = torch.from_numpy(archive["risk"]).long()

    def __len__(self):
        return len(self.risk)

    def __getitem__(self, i):
        return self.signal[i], self.risk[i]


class InsoleModule(L.LightningDataModule):
    def __init__(self, path, batch_size=32):
        super().__init__()
        self.path, self.batch_size = path, batch_size

    def setup(self, stage=None):
        if hasattr(self, "train_set"):
            return
        everyone = InsoleDataset(self.path)
        gen = torch.Generator().manual_seed(29)
        self.train_set, self.val_set, self.test_set = random_split(everyone, [0.7, 0.15, 0.15], generator=gen)

    def train_dataloader(self):
        return DataLoader(self.train_set, self.batch_size, shuffle=True)

    def val_dataloader(self):
        return DataLoader(self.val_set, self.batch_size)

    def test_dataloader(self):
        return DataLoader(self.test_set, self.batch_size)


class GaitNet(L.LightningModule):
    def __init__(self, channels=6, classes=3):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv1d(channels, 32, 9, padding=4), nn.ReLU(), nn.MaxPool1d(4),
            nn.Conv1d(32, 64, 9, padding=4), nn.ReLU(), nn.AdaptiveAvgPool1d(1), nn.Flatten(),
            nn.Dropout(0.2), nn.Linear(64, classes),
        )
        self.acc = MulticlassAccuracy(classes)

    def training_step(self, batch, _):
        x, y = batch
        return nn.functional.cross_entropy(self.body(x), y)

    def validation_step(self, batch, _):
        x, y = batch
        self.log("val_loss", nn.functional.cross_entropy(self.body(x), y))

    def test_step(self, batch, _):
        x, y = batch
        self.acc(self.body(x), y)
        self.log("test_acc", self.acc)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), 1e-3)


if __name__ == "__main__":
    L.seed_everything(29)
    data, net = InsoleModule("insoles.npz"), GaitNet()
    keep = L.pytorch.callbacks.ModelCheckpoint(monitor="val_loss")
    trainer = L.Trainer(max_epochs=60, callbacks=[keep], log_every_n_steps=5)
    trainer.fit(net, data)
    trainer.test(net, data, ckpt_path="best")
