import numpy as np
import pytorch_lightning as pl
import torch
from torch.utils.data import DataLoader, TensorDataset


class GalaxyDM(pl.LightningDataModule):
    def __init__(self, npz: str, batch: int = 128, seed: int = 0):
        super().__init__()
        self.npz, self.batch, self.seed = npz, batch, seed

    def setup(self, stage: str | None = None):
        z = np.load(self.npz)
        x, y = torch.tensor(z["cutouts"]).float(), torch.tensor(z["kind"]).long()
        perm = torch.randperm(len(y), generator=torch.Generator().manual_seed(self.seed))
        n1, n2 = int(0.7 * len(y)), int(0.85 * len(y))
        idx = {"fit": perm[:n1], "val": perm[n1:n2], "end": perm[n2:]}

        x = torch.arcsinh(x)
        m = x[idx["fit"]].mean(dim=(0, 2, 3), keepdim=True)
        s = x[idx["fit"]].std(dim=(0, 2, 3), keepdim=True)
        self.parts = {k: TensorDataset((x[i] - m) / s, y[i]) for k, i in idx.items()}

    def _dl(self, k, shuffle=False):
        return DataLoader(self.parts[k], self.batch, shuffle=shuffle, num_workers=4)

    def train_dataloader(self):
        return self._dl("fit", True)

    def val_dataloader(self):
        return self._dl("val")

    def test_dataloader(self):
        return self._dl("end")
