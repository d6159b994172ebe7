"""Bone age from hand radiographs (one film per child)."""
import lightning as L
import pandas as pd
import torch
from lightning.pytorch.callbacks import EarlyStopping, ModelCheckpoint
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchvision import models
from torchvision.io import ImageReadMode, read_image
from torchvision.transforms.functional import resize


class Films(Dataset):
    def __init__(self, table):
        self.rows = table.reset_index(drop=True)

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        row = self.rows.iloc[i]
        image = resize(read_image(row["file"], ImageReadMode.RGB), [256, 256]).float() / 255
        return image, torch.tensor(row["age_months"], dtype=torch.float32)


class FilmData(L.LightningDataModule):
    def setup(self, stage=None):
        table = pd.read_csv("data/films.csv")
        train, test = train_test_split(table, test_size=0.2, random_state=40)
        self.train_films, self.test_films = Films(train), Films(test)

    def train_dataloader(self):
        return DataLoader(self.train_films, batch_size=32, shuffle=True, num_workers=4)

    def val_dataloader(self):
        return DataLoader(self.test_films, batch_size=64, num_workers=4)

    def test_dataloader(self):
        return DataLoader(self.test_films, batch_size=64, num_workers=4)


class AgeNet(L.LightningModule):
    def __init__(self):
        super().__init__()
        self.net = models.resnet34(weights="DEFAULT")
        self.net.fc = nn.Linear(self.net.fc.in_features, 1)

    def _step(self, batch, name):
        image, age = batch
        error = (self.net(image).squeeze(1) - age).abs().mean()
        self.log(f"{name}_mae", error, prog_bar=True)
        return error

    def training_step(self, batch, _):
        return self._step(batch, "train")

    def validation_step(self, batch, _):
        self._step(batch, "val")

    def test_step(self, batch, _):
        self._step(batch, "test")

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=3e-4)


def main():
    L.seed_everything(40)
    best = ModelCheckpoint(monitor="val_mae", mode="min")
    stop = EarlyStopping(monitor="val_mae", patience=6)
    trainer = L.Trainer(max_epochs=80, callbacks=[best, stop])
    data = FilmData()
    trainer.fit(AgeNet(), datamodule=data)
    trainer.test(datamodule=data, ckpt_path="best")


if __name__ == "__main__":
    main()
