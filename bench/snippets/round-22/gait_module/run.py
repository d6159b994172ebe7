import lightning as L
import torch
import torch.nn.functional as F
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from torch import nn

from data import Gait


class SurfaceNet(L.LightningModule):
    def __init__(self, channels=6, surfaces=5, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.net = nn.Sequential(
            nn.Conv1d(channels, 32, 7, padding=3), nn.ReLU(), nn.MaxPool1d(2),
            nn.Conv1d(32, 64, 5, padding=2), nn.ReLU(),
            nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Dropout(0.3), nn.Linear(64, surfaces),
        )

    def _step(self, batch, name):
        x, y = batch
        out = self.net(x)
        loss = F.cross_entropy(out, y)
        self.log_dict({f"{name}_loss": loss, f"{name}_acc": (out.argmax(1) == y).float().mean()}, on_epoch=True, on_step=False)
        return loss

    def training_step(self, batch, _):
        return self._step(batch, "train")

    def validation_step(self, batch, _):
        self._step(batch, "val")

    def test_step(self, batch, _):
        self._step(batch, "test")

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)


def main():
    L.seed_everything(33)
    gait = Gait()
    best = ModelCheckpoint(monitor="val_loss", mode="min")
    trainer = L.Trainer(
        max_epochs=60, callbacks=[best, EarlyStopping("val_loss", patience=8)], log_every_n_steps=10
    )
    trainer.fit(SurfaceNet(), datamodule=gait)
    print("checkpoint", best.best_model_path, float(best.best_model_score))
    trainer.test(ckpt_path="best", datamodule=gait)


if __name__ == "__main__":
    main()
