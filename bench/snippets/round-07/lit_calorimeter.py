import lightning.pytorch as pl
import numpy as np
import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader, Subset, TensorDataset, random_split


class Showers(pl.LightningDataModule):
    def __init__(self, h5="showers.npz", bs=256):
        super().__init__()
        self.h5, self.bs = h5, bs

    def setup(self, stage=None):
        z = np.load(self.h5)
        cells = torch.from_numpy(z["cells"]).float().flatten(1)
        energy = torch.from_numpy(z["energy"]).float()
        idx = range(len(cells))
        parts = random_split(idx, [0.7, 0.1, 0.2], generator=torch.Generator().manual_seed(1))
        tr, va, te = (torch.tensor(list(p)) for p in parts)
        self.mean = cells[tr].mean(0)
        self.std = cells[tr].std(0).clamp_min(1e-4)
        data = TensorDataset((cells - self.mean) / self.std, energy.log())
        self.train_part = Subset(data, tr.tolist())
        self.val_part = Subset(data, va.tolist())
        self.test_part = Subset(data, te.tolist())

    def train_dataloader(self):
        return DataLoader(self.train_part, self.bs, shuffle=True, num_workers=2)

    def val_dataloader(self):
        return DataLoader(self.val_part, self.bs, num_workers=2)

    def test_dataloader(self):
        return DataLoader(self.test_part, self.bs, num_workers=2)


class EnergyNet(pl.LightningModule):
    def __init__(self, n_in=900, width=256, lr=1e-3):
        super().__init__()
        self.save_hyperparameters()
        self.net = torch.nn.Sequential(
            torch.nn.Linear(n_in, width), torch.nn.SiLU(),
            torch.nn.Linear(width, width), torch.nn.SiLU(),
            torch.nn.Linear(width, 1),
        )

    def forward(self, x):
        return self.net(x).squeeze(-1)

    def _loss(self, batch):
        x, y = batch
        return F.huber_loss(self(x), y)

    def training_step(self, batch, _):
        return self._loss(batch)

    def validation_step(self, batch, _):
        self.log("val_huber", self._loss(batch), prog_bar=True)

    def test_step(self, batch, _):
        self.log("test_huber", self._loss(batch))

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=self.hparams.lr)


if __name__ == "__main__":
    pl.seed_everything(3)
    best = pl.callbacks.ModelCheckpoint(monitor="val_huber", mode="min")
    stop = pl.callbacks.EarlyStopping("val_huber", patience=8)
    trainer = pl.Trainer(max_epochs=100, callbacks=[best, stop])
    dm = Showers()
    trainer.fit(EnergyNet(), datamodule=dm)
    trainer.test(datamodule=dm, ckpt_path="best")
