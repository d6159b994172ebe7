import lightning as L
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split
from torchmetrics.classification import MulticlassAccuracy


class AsteroidData(L.LightningDataModule):
    def __init__(self, path: str = "spectra.npz", batch_size: int = 128, seed: int = 13):
        super().__init__()
        self.save_hyperparameters()

    def setup(self, stage=None):
        z = np.load(self.hparams.path)
        x = torch.from_numpy(z["refl"]).float()
        y = torch.from_numpy(z["taxon"]).long()
        mu, sd = x.mean(0), x.std(0).clamp_min(1e-6)
        full = TensorDataset((x - mu) / sd, y)
        n = len(full)
        cuts = [int(0.7 * n), int(0.15 * n)]
        cuts.append(n - sum(cuts))
        g = torch.Generator().manual_seed(self.hparams.seed)
        self.fit_set, self.val_set, self.test_set = random_split(full, cuts, generator=g)

    def train_dataloader(self):
        return DataLoader(self.fit_set, self.hparams.batch_size, shuffle=True)

    def val_dataloader(self):
        return DataLoader(self.val_set, self.hparams.batch_size)

    def test_dataloader(self):
        return DataLoader(self.test_set, self.hparams.batch_size)


class Taxonomist(L.LightningModule):
    def __init__(self, n_in=41, n_out=9):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(n_in, 64), nn.GELU(), nn.Dropout(0.2), nn.Linear(64, n_out))
        self.acc = MulticlassAccuracy(num_classes=n_out)

    def step(self, batch, name):
        x, y = batch
        out = self.body(x)
        loss = nn.functional.cross_entropy(out, y)
        self.log(f"{name}_loss", loss, prog_bar=True)
        if name != "fit":
            self.log(f"{name}_acc", self.acc(out, y), prog_bar=True)
        return loss

    def training_step(self, batch, i):
        return self.step(batch, "fit")

    def validation_step(self, batch, i):
        self.step(batch, "val")

    def test_step(self, batch, i):
        self.step(batch, "test")

    def configure_optimizers(self):
        return torch.optim.AdamW(self.parameters(), lr=2e-3)


if __name__ == "__main__":
    L.seed_everything(13)
    dm, net = AsteroidData(), Taxonomist()
    ckpt = L.pytorch.callbacks.ModelCheckpoint(monitor="val_loss")
    trainer = L.Trainer(max_epochs=60, callbacks=[ckpt])
    trainer.fit(net, dm)
    trainer.test(ckpt_path="best", datamodule=dm)
