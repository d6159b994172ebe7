import lightning as L
import torch
from torch import nn
from torchmetrics.classification import MulticlassF1Score


class BeatNet(L.LightningModule):
    def __init__(self, n_cls=5, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.body = nn.Sequential(
            nn.Conv1d(1, 32, 7, padding=3), nn.ReLU(), nn.MaxPool1d(2),
            nn.Conv1d(32, 64, 5, padding=2), nn.ReLU(), nn.AdaptiveAvgPool1d(1),
            nn.Flatten(), nn.Linear(64, n_cls),
        )
        self.f1_val = MulticlassF1Score(n_cls)
        self.f1_test = MulticlassF1Score(n_cls)

    def forward(self, x):
        return self.body(x.unsqueeze(1))

    def training_step(self, batch, _):
        x, y = batch
        return nn.functional.cross_entropy(self(x), y)

    def validation_step(self, batch, _):
        x, y = batch
        self.f1_val(self(x), y)
        self.log("val_f1", self.f1_val, on_epoch=True)

    def test_step(self, batch, _):
        x, y = batch
        self.f1_test(self(x), y)
        self.log("test_f1", self.f1_test, on_epoch=True)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)
