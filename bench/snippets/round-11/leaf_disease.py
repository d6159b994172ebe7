"""Leaf disease from phone photos, one photo per plant."""
import lightning as L
import torch
from lightning.pytorch.callbacks import ModelCheckpoint
from torch import nn
from torch.utils.data import DataLoader, Subset
from torchvision import models
from torchvision.datasets import ImageFolder
from torchvision.transforms import v2

SIZE = 160
BASE = [v2.ToImage(), v2.Resize((SIZE, SIZE), antialias=True), v2.ToDtype(torch.float32, scale=True)]


class Leaves(L.LightningDataModule):
    def __init__(self, root="data/leaves", batch_size=64, seed=10):
        super().__init__()
        self.root, self.batch_size, self.seed = root, batch_size, seed

    def channel_stats(self, rows):
        plain = Subset(ImageFolder(self.root, transform=v2.Compose(BASE)), rows)
        total, squares, count = torch.zeros(3), torch.zeros(3), 0
        for images, _ in DataLoader(plain, 128, num_workers=4):
            total += images.sum(dim=(0, 2, 3))
            squares += images.pow(2).sum(dim=(0, 2, 3))
            count += images.shape[0] * SIZE * SIZE
        mean = total / count
        return mean.tolist(), (squares / count - mean.pow(2)).sqrt().tolist()

    def setup(self, stage=None):
        size = len(ImageFolder(self.root))
        order = torch.randperm(size, generator=torch.Generator().manual_seed(self.seed)).tolist()
        a, b = int(0.7 * size), int(0.85 * size)
        normal = v2.Normalize(*self.channel_stats(order[:a]))
        still = v2.Compose([*BASE, normal])
        moving = v2.Compose([*BASE, v2.RandomHorizontalFlip(), v2.RandomRotation(25), normal])
        self.train = Subset(ImageFolder(self.root, transform=moving), order[:a])
        self.valid = Subset(ImageFolder(self.root, transform=still), order[a:b])
        self.test = Subset(ImageFolder(self.root, transform=still), order[b:])

    def train_dataloader(self):
        return DataLoader(self.train, self.batch_size, shuffle=True, num_workers=4)

    def val_dataloader(self):
        return DataLoader(self.valid, self.batch_size, num_workers=4)

    def test_dataloader(self):
        return DataLoader(self.test, self.batch_size, num_workers=4)


class Classifier(L.LightningModule):
    def __init__(self, classes=8):
        super().__init__()
        self.net = models.resnet18(num_classes=classes)

    def training_step(self, batch, _):
        return nn.functional.cross_entropy(self.net(batch[0]), batch[1])

    def validation_step(self, batch, _):
        self.log("val_loss", nn.functional.cross_entropy(self.net(batch[0]), batch[1]))

    def test_step(self, batch, _):
        self.log("test_acc", (self.net(batch[0]).argmax(1) == batch[1]).float().mean())

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=3e-4)


if __name__ == "__main__":
    data = Leaves()
    keep = ModelCheckpoint(monitor="val_loss", mode="min")
    trainer = L.Trainer(max_epochs=30, callbacks=[keep])
    trainer.fit(Classifier(), datamodule=data)
    trainer.test(ckpt_path="best", datamodule=data)
