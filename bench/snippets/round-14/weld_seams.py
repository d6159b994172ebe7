"""Classify weld seam photographs; images come as train/ and test/ folders from the plant."""
import lightning as L
import torch
import torch.nn.functional as F
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from torch import nn
from torch.utils.data import DataLoader
from torchmetrics.classification import MulticlassF1Score
from torchvision import models, transforms
from torchvision.datasets import ImageFolder


class SeamData(L.LightningDataModule):
    def __init__(self, root="seams", batch_size=48):
        super().__init__()
        self.root, self.batch_size = root, batch_size

    def setup(self, stage=None):
        plain = transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor()])
        turned = transforms.Compose([transforms.RandomHorizontalFlip(), plain])
        self.fit_images = ImageFolder(f"{self.root}/train", turned)
        self.check_images = ImageFolder(f"{self.root}/test", plain)

    def train_dataloader(self):
        return DataLoader(self.fit_images, self.batch_size, shuffle=True, num_workers=2)

    def val_dataloader(self):
        return DataLoader(self.check_images, self.batch_size, num_workers=2)

    def test_dataloader(self):
        return DataLoader(self.check_images, self.batch_size, num_workers=2)


class SeamNet(L.LightningModule):
    def __init__(self, classes=5, lr=3e-4):
        super().__init__()
        self.save_hyperparameters()
        self.net = models.mobilenet_v3_small(weights="DEFAULT")
        self.net.classifier[3] = nn.Linear(self.net.classifier[3].in_features, classes)
        self.val_f1 = MulticlassF1Score(classes)
        self.test_f1 = MulticlassF1Score(classes)

    def training_step(self, batch, _):
        x, y = batch
        return F.cross_entropy(self.net(x), y)

    def validation_step(self, batch, _):
        x, y = batch
        self.val_f1(self.net(x), y)
        self.log("val_f1", self.val_f1, on_epoch=True)

    def test_step(self, batch, _):
        x, y = batch
        self.test_f1(self.net(x), y)
        self.log("test_f1", self.test_f1, on_epoch=True)

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=self.hparams.lr)


def main():
    L.seed_everything(12)
    keep = ModelCheckpoint(monitor="val_f1", mode="max")
    stop = EarlyStopping(monitor="val_f1", mode="max", patience=5)
    trainer = L.Trainer(max_epochs=60, callbacks=[keep, stop])
    data, model = SeamData(), SeamNet()
    trainer.fit(model, datamodule=data)
    trainer.test(model, datamodule=data, ckpt_path="best")


if __name__ == "__main__":
    main()
