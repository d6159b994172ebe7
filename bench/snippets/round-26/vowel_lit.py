"""Vowel classifier on formant tracks, one utterance per speaker."""
import lightning as L
import numpy as np
import torch
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torchmetrics.classification import MulticlassAccuracy


class VowelData(L.LightningDataModule):
    def __init__(self, npz, batch=64, seed=0):
        super().__init__()
        self.npz, self.batch, self.seed = npz, batch, seed

    def setup(self, stage=None):
        store = np.load(self.npz)
        x = torch.tensor(store["formants"], dtype=torch.float32)
        y = torch.tensor(store["vowel"], dtype=torch.long)
        order = torch.randperm(len(y), generator=torch.Generator().manual_seed(self.seed))
        a, b = int(0.7 * len(y)), int(0.85 * len(y))
        fit, dev, test = order[:a], order[a:b], order[b:]
        mean, std = x[fit].mean(0), x[fit].std(0).clamp_min(1e-6)
        x = (x - mean) / std
        self.sets = {k: TensorDataset(x[i], y[i]) for k, i in (("fit", fit), ("dev", dev), ("test", test))}

    def train_dataloader(self):
        return DataLoader(self.sets["fit"], batch_size=self.batch, shuffle=True)

    def val_dataloader(self):
        return DataLoader(self.sets["dev"], batch_size=self.batch)

    def test_dataloader(self):
        return DataLoader(self.sets["test"], batch_size=self.batch)


class VowelNet(L.LightningModule):
    def __init__(self, width, n_vowels, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.body = nn.Sequential(
            nn.Flatten(), nn.Linear(width, 128), nn.ReLU(), nn.Dropout(0.3), nn.Linear(128, n_vowels)
        )
        self.acc = MulticlassAccuracy(n_vowels)

    def training_step(self, batch, _):
        x, y = batch
        return nn.functional.cross_entropy(self.body(x), y)

    def validation_step(self, batch, _):
        x, y = batch
        self.log("dev_loss", nn.functional.cross_entropy(self.body(x), y))

    def test_step(self, batch, _):
        x, y = batch
        self.acc(self.body(x), y)
        self.log("test_acc", self.acc)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)


def main():
    L.seed_everything(0)
    data = VowelData("vowels.npz")
    keep = ModelCheckpoint(monitor="dev_loss", mode="min", save_top_k=1)
    trainer = L.Trainer(max_epochs=80, callbacks=[keep, EarlyStopping("dev_loss", patience=8)])
    trainer.fit(VowelNet(width=30, n_vowels=12), datamodule=data)
    trainer.test(datamodule=data, ckpt_path="best")


if __name__ == "__main__":
    main()
