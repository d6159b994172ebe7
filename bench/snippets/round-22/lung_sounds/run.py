import argparse

import lightning as L
import torch
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from torch import nn
from torchmetrics.classification import BinaryAUROC

from datamodule import LungSounds


class WheezeNet(L.LightningModule):
    def __init__(self, lr=3e-4):
        super().__init__()
        self.save_hyperparameters()
        self.body = nn.Sequential(
            nn.Conv2d(1, 16, 5, padding=2), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(16, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(32, 2),
        )
        self.auroc = BinaryAUROC()

    def training_step(self, batch, _):
        x, y = batch
        loss = nn.functional.cross_entropy(self.body(x), y)
        self.log("loss", loss)
        return loss

    def _watch(self, batch, name):
        x, y = batch
        self.auroc(self.body(x).softmax(dim=1)[:, 1], y)
        self.log(name, self.auroc, on_step=False, on_epoch=True)

    def validation_step(self, batch, _):
        self._watch(batch, "val_auroc")

    def test_step(self, batch, _):
        self._watch(batch, "test_auroc")

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder")
    parser.add_argument("--epochs", type=int, default=80)
    args = parser.parse_args()
    L.seed_everything(21)
    sounds = LungSounds(args.folder)
    keep = ModelCheckpoint(monitor="val_auroc", mode="max", save_top_k=1)
    stop = EarlyStopping(monitor="val_auroc", mode="max", patience=10)
    trainer = L.Trainer(max_epochs=args.epochs, callbacks=[keep, stop], deterministic=True)
    trainer.fit(WheezeNet(), datamodule=sounds)
    print(trainer.test(ckpt_path="best", datamodule=sounds))


if __name__ == "__main__":
    main()
