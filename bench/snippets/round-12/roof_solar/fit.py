import lightning as L
import torch
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from torch import nn
from torchmetrics.classification import BinaryAUROC

from data import RoofData


class RoofNet(L.LightningModule):
    def __init__(self, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.net = nn.Sequential(
            nn.Conv2d(3, 32, 3, stride=2), nn.ReLU(), nn.Conv2d(32, 64, 3, stride=2), nn.ReLU(),
            nn.Conv2d(64, 128, 3, stride=2), nn.ReLU(), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(128, 1),
        )
        self.val_auc, self.test_auc = BinaryAUROC(), BinaryAUROC()

    def step(self, batch):
        x, y = batch
        logit = self.net(x).squeeze(1)
        return logit, y, nn.functional.binary_cross_entropy_with_logits(logit, y.float())

    def training_step(self, batch, _):
        return self.step(batch)[2]

    def validation_step(self, batch, _):
        logit, y, loss = self.step(batch)
        self.val_auc(logit, y.int())
        self.log_dict({"val_loss": loss, "val_auc": self.val_auc}, prog_bar=True)

    def test_step(self, batch, _):
        logit, y, _ = self.step(batch)
        self.test_auc(logit, y.int())
        self.log("test_auc", self.test_auc)

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)


def main():
    L.seed_everything(40)
    keep = ModelCheckpoint(monitor="val_auc", mode="max")
    trainer = L.Trainer(max_epochs=50, callbacks=[keep, EarlyStopping("val_loss", patience=6)])
    data = RoofData("aerial")
    trainer.fit(RoofNet(), datamodule=data)
    trainer.test(datamodule=data, ckpt_path=keep.best_model_path)


if __name__ == "__main__":
    main()
