import pytorch_lightning as pl
import torch
from torch import nn
from torchvision.models import resnet18


class Lit(pl.LightningModule):
    def __init__(self, n_kinds: int = 4, bands: int = 5, lr: float = 3e-4):
        super().__init__()
        self.save_hyperparameters()
        self.net = resnet18(weights=None, num_classes=n_kinds)
        self.net.conv1 = nn.Conv2d(bands, 64, 3, padding=1, bias=False)

    def _step(self, batch, tag):
        x, y = batch
        out = self.net(x)
        loss = nn.functional.cross_entropy(out, y)
        self.log(f"{tag}_loss", loss, prog_bar=True)
        self.log(f"{tag}_acc", (out.argmax(1) == y).float().mean())
        return loss

    def training_step(self, batch, i):
        return self._step(batch, "fit")

    def validation_step(self, batch, i):
        self._step(batch, "val")

    def test_step(self, batch, i):
        self._step(batch, "end")

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)
