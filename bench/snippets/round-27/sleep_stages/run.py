import lightning as L
import torch
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from torch import nn
from torchmetrics.classification import MulticlassCohenKappa

from data import Nights


class StageNet(L.LightningModule):
    def __init__(self, channels=2, stages=5, lr=5e-4):
        super().__init__()
        self.save_hyperparameters()
        self.net = nn.Sequential(
            nn.Conv1d(channels, 32, 50, stride=6), nn.BatchNorm1d(32), nn.ReLU(), nn.MaxPool1d(8),
            nn.Conv1d(32, 64, 8), nn.BatchNorm1d(64), nn.ReLU(), nn.AdaptiveAvgPool1d(4),
            nn.Flatten(), nn.Dropout(0.3), nn.Linear(256, stages),
        )
        self.kappa = nn.ModuleDict({k: MulticlassCohenKappa(stages) for k in ("valid", "test")})

    def training_step(self, batch, _):
        x, y = batch
        return nn.functional.cross_entropy(self.net(x), y)

    def _score(self, batch, part):
        x, y = batch
        self.kappa[part](self.net(x), y)
        self.log(f"{part}_kappa", self.kappa[part], on_epoch=True, prog_bar=True)

    def validation_step(self, batch, _):
        self._score(batch, "valid")

    def test_step(self, batch, _):
        self._score(batch, "test")

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), self.hparams.lr)


if __name__ == "__main__":
    L.seed_everything(0)
    nights = Nights("nights")
    keep = ModelCheckpoint(monitor="valid_kappa", mode="max")
    stop = EarlyStopping("valid_kappa", mode="max", patience=8)
    trainer = L.Trainer(max_epochs=80, callbacks=[keep, stop])
    trainer.fit(StageNet(), nights)
    trainer.test(datamodule=nights, ckpt_path="best")
