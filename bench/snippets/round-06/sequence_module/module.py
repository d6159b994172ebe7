import lightning as L
import torch
from torch import nn


class GRUForecast(L.LightningModule):
    def __init__(self, n_in=4, hidden=64, ahead=6, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.gru = nn.GRU(n_in, hidden, batch_first=True)
        self.head = nn.Linear(hidden, ahead)

    def forward(self, x):
        _, h = self.gru(x)
        return self.head(h[-1])

    def _loss(self, batch, name):
        x, y = batch
        loss = nn.functional.l1_loss(self(x), y)
        self.log(f"{name}_mae", loss)
        return loss

    def training_step(self, batch, _):
        return self._loss(batch, "train")

    def validation_step(self, batch, _):
        self._loss(batch, "val")

    def test_step(self, batch, _):
        self._loss(batch, "test")

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)
