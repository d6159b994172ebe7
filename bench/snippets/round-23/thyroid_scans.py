"""Thyroid nodules on ultrasound; a patient may have several scans."""
import lightning as L
import numpy as np
import torch
from lightning.pytorch.callbacks import ModelCheckpoint
from torch import nn
from torch.utils.data import DataLoader, TensorDataset
from torchmetrics.classification import BinaryAUROC


class Scans(L.LightningDataModule):
    def __init__(self, path="data/thyroid.npz", seed=13):
        super().__init__()
        self.path, self.seed = path, seed

    def setup(self, stage=None):
        stored = np.load(self.path)
        images = torch.from_numpy(stored["scans"]).float().unsqueeze(1)
        labels = torch.from_numpy(stored["malignant"]).float()
        patients = np.unique(stored["patient"])
        order = np.random.default_rng(self.seed).permutation(patients)
        a, b = int(0.7 * len(order)), int(0.85 * len(order))
        members = {"train": order[:a], "valid": order[a:b], "test": order[b:]}
        rows = {k: torch.from_numpy(np.flatnonzero(np.isin(stored["patient"], v))) for k, v in members.items()}

        reference = images[rows["train"]]
        mean, std = reference.mean(), reference.std()
        self.parts = {k: TensorDataset((images[i] - mean) / std, labels[i]) for k, i in rows.items()}

    def train_dataloader(self):
        return DataLoader(self.parts["train"], batch_size=32, shuffle=True)

    def val_dataloader(self):
        return DataLoader(self.parts["valid"], batch_size=64)

    def test_dataloader(self):
        return DataLoader(self.parts["test"], batch_size=64)


class NoduleNet(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(1, 16, 5, stride=2), nn.ReLU(),
            nn.Conv2d(16, 32, 3, stride=2), nn.ReLU(),
            nn.Conv2d(32, 64, 3, stride=2), nn.ReLU(),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, 1), nn.Flatten(0),
        )
        self.loss_fn = nn.BCEWithLogitsLoss()
        self.valid_auc, self.test_auc = BinaryAUROC(), BinaryAUROC()

    def training_step(self, batch, _):
        return self.loss_fn(self.net(batch[0]), batch[1])

    def validation_step(self, batch, _):
        self.valid_auc(self.net(batch[0]), batch[1].int())
        self.log("valid_auc", self.valid_auc, on_step=False, on_epoch=True)

    def test_step(self, batch, _):
        self.test_auc(self.net(batch[0]), batch[1].int())
        self.log("test_auc", self.test_auc, on_step=False, on_epoch=True)

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=5e-4)


def main():
    L.seed_everything(13)
    data = Scans()
    keep = ModelCheckpoint(monitor="valid_auc", mode="max")
    trainer = L.Trainer(max_epochs=40, callbacks=[keep])
    trainer.fit(NoduleNet(), datamodule=data)
    trainer.test(ckpt_path=keep.best_model_path, model=NoduleNet(), datamodule=data)


if __name__ == "__main__":
    main()
