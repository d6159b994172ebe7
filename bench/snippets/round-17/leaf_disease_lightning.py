import lightning as L
import torch
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from torch import nn
from torch.utils.data import DataLoader
from torchvision import transforms
from torchvision.datasets import ImageFolder
from torchvision.models import resnet18

PREPARE = transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor()])


class Leaves(L.LightningDataModule):
    def __init__(self, root: str, batch_size: int = 64):
        super().__init__()
        self.root, self.batch_size = root, batch_size

    def setup(self, stage=None):
        self.train_set = ImageFolder(f"{self.root}/train", transform=PREPARE)
        self.test_set = ImageFolder(f"{self.root}/test", transform=PREPARE)

    def train_dataloader(self):
        return DataLoader(self.train_set, batch_size=self.batch_size, shuffle=True, num_workers=4)

    def val_dataloader(self):
        return DataLoader(self.test_set, batch_size=self.batch_size, num_workers=4)

    def test_dataloader(self):
        return DataLoader(self.test_set, batch_size=self.batch_size, num_workers=4)


class Classifier(L.LightningModule):
    def __init__(self, n_classes: int):
        super().__init__()
        self.net = resnet18(weights=None, num_classes=n_classes)
        self.loss = nn.CrossEntropyLoss()

    def training_step(self, batch, _):
        x, y = batch
        return self.loss(self.net(x), y)

    def validation_step(self, batch, _):
        x, y = batch
        self.log("val_acc", (self.net(x).argmax(1) == y).float().mean())

    def test_step(self, batch, _):
        x, y = batch
        self.log("test_acc", (self.net(x).argmax(1) == y).float().mean())

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=3e-4)


if __name__ == "__main__":
    L.seed_everything(7)
    keep = ModelCheckpoint(monitor="val_acc", mode="max")
    stop = EarlyStopping(monitor="val_acc", mode="max", patience=5)
    data = Leaves("leaves")
    trainer = L.Trainer(max_epochs=60, callbacks=[keep, stop])
    trainer.fit(Classifier(38), datamodule=data)
    trainer.test(ckpt_path="best", datamodule=data)
