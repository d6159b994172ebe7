import lightning as L
import torch
from torch.nn import functional as F
from torchmetrics.classification import MulticlassAccuracy
from torchvision.models import efficientnet_b0


class ChestModule(L.LightningModule):
    def __init__(self, lr, n_classes):
        super().__init__()
        self.save_hyperparameters()
        self.net = efficientnet_b0(num_classes=n_classes)
        self.acc = MulticlassAccuracy(n_classes)

    def training_step(self, batch, _):
        x, y = batch
        loss = F.cross_entropy(self.net(x), y)
        self.log("train/loss", loss)
        return loss

    def _eval(self, batch, stage):
        x, y = batch
        self.log(f"{stage}/acc", self.acc(self.net(x), y), on_epoch=True, prog_bar=True)

    def validation_step(self, batch, _):
        self._eval(batch, "val")

    def test_step(self, batch, _):
        self._eval(batch, "test")

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)
