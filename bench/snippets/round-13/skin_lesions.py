"""Melanoma or naevus from dermatoscope images (lightning)."""
import lightning as L
import numpy as np
import pandas as pd
import torch
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from PIL import Image
from sklearn.model_selection import GroupShuffleSplit
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchmetrics.classification import BinaryAUROC
from torchvision import models, transforms


class Lesions(Dataset):
    def __init__(self, table, transform):
        self.table, self.transform = table.reset_index(drop=True), transform

    def __len__(self):
        return len(self.table)

    def __getitem__(self, i):
        row = self.table.loc[i]
        return self.transform(Image.open(row["path"]).convert("RGB")), float(row["melanoma"])


def colour_stats(paths):
    pixels = [np.asarray(Image.open(p).convert("RGB").resize((64, 64))).reshape(-1, 3) for p in paths]
    pixels = np.concatenate(pixels) / 255.0
    return pixels.mean(axis=0).tolist(), pixels.std(axis=0).tolist()


class LesionData(L.LightningDataModule):
    index = "data/lesions.csv"

    def halves(self, table, share):
        splitter = GroupShuffleSplit(n_splits=1, test_size=share, random_state=4)
        a, b = next(splitter.split(table, groups=table["patient_id"]))
        return table.iloc[a], table.iloc[b]

    def setup(self, stage=None):
        rest, test = self.halves(pd.read_csv(self.index), 0.2)
        train, val = self.halves(rest, 0.2)
        tail = [transforms.ToTensor(), transforms.Normalize(*colour_stats(train["path"]))]
        still = transforms.Compose([transforms.Resize((224, 224)), *tail])
        moving = transforms.Compose([transforms.RandomResizedCrop(224), transforms.RandomHorizontalFlip(), *tail])
        self.train, self.val, self.test = Lesions(train, moving), Lesions(val, still), Lesions(test, still)

    def train_dataloader(self):
        return DataLoader(self.train, batch_size=32, shuffle=True, num_workers=4)

    def val_dataloader(self):
        return DataLoader(self.val, batch_size=64)

    def test_dataloader(self):
        return DataLoader(self.test, batch_size=64)


class LesionNet(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = models.resnet18(weights=models.ResNet18_Weights.DEFAULT)
        self.net.fc = nn.Linear(512, 1)
        self.auc = nn.ModuleDict({"at_val": BinaryAUROC(), "at_test": BinaryAUROC()})

    def training_step(self, batch, _):
        logits = self.net(batch[0]).squeeze(1)
        return nn.functional.binary_cross_entropy_with_logits(logits, batch[1].float())

    def _check(self, batch, name):
        self.auc[f"at_{name}"].update(self.net(batch[0]).squeeze(1), batch[1].int())
        self.log(f"{name}_auc", self.auc[f"at_{name}"], on_epoch=True)

    def validation_step(self, batch, _):
        self._check(batch, "val")

    def test_step(self, batch, _):
        self._check(batch, "test")

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=1e-4)


if __name__ == "__main__":
    L.seed_everything(4)
    watch = [ModelCheckpoint(monitor="val_auc", mode="max"), EarlyStopping("val_auc", mode="max", patience=5)]
    trainer = L.Trainer(max_epochs=30, callbacks=watch)
    data = LesionData()
    trainer.fit(LesionNet(), datamodule=data)
    trainer.test(datamodule=data, ckpt_path="best")
