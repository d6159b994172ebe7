import lightning as L
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split
from torchmetrics.classification import MulticlassAccuracy


def channel_stats(dataset):
    pixels = torch.stack([image for image, _ in dataset])
    return pixels.mean(dim=(0, 2, 3)), pixels.std(dim=(0, 2, 3))


class LeafData(L.LightningDataModule):
    def setup(self, stage=None):
        stored = torch.load("leaf_scans.pt")
        dataset = TensorDataset(stored["images"].float() / 255, stored["disease"])
        mean, std = channel_stats(dataset)
        images = (dataset.tensors[0] - mean[None, :, None, None]) / std[None, :, None, None]
        whole = TensorDataset(images, dataset.tensors[1])
        self.train, self.val, self.test = random_split(
            whole, [0.7, 0.15, 0.15], generator=torch.Generator().manual_seed(1)
        )

    def train_dataloader(self):
        return DataLoader(self.train, batch_size=32, shuffle=True)

    def val_dataloader(self):
        return DataLoader(self.val, batch_size=64)

    def test_dataloader(self):
        return DataLoader(self.test, batch_size=64)


class LeafNet(L.LightningModule):
    def __init__(self, classes=6):
        super().__init__()
        self.net = nn.Sequential(
            nn.Conv2d(3, 24, 5, stride=2), nn.ReLU(), nn.Conv2d(24, 48, 3), nn.ReLU(),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(48, classes),
        )
        self.acc = MulticlassAccuracy(classes)

    def training_step(self, batch, _):
        x, y = batch
        return nn.functional.cross_entropy(self.net(x), y)

    def validation_step(self, batch, _):
        x, y = batch
        self.log("val_loss", nn.functional.cross_entropy(self.net(x), y))

    def test_step(self, batch, _):
        x, y = batch
        self.acc(self.net(x), y)
        self.log("test_acc", self.acc)

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=3e-4)


if __name__ == "__main__":
    data, net = LeafData(), LeafNet()
    trainer = L.Trainer(max_epochs=20)
    trainer.fit(net, datamodule=data)
    trainer.test(net, datamodule=data)
