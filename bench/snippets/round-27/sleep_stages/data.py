from pathlib import Path

import lightning as L
import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset


def night(path):
    z = np.load(path)
    return torch.from_numpy(z["epochs"]).float(), torch.from_numpy(z["stage"]).long()


def stack(paths):
    parts = [night(p) for p in paths]
    return torch.cat([x for x, _ in parts]), torch.cat([y for _, y in parts])


class Nights(L.LightningDataModule):
    """nights/<sleeper>_<night>.npz; a sleeper belongs to one part only."""

    def __init__(self, root, batch_size=128, seed=0):
        super().__init__()
        self.root, self.batch_size, self.seed = Path(root), batch_size, seed

    def _parts(self):
        files = sorted(self.root.glob("*.npz"))
        sleepers = sorted({f.stem.split("_")[0] for f in files})
        order = np.random.default_rng(self.seed).permutation(sleepers)
        a, b = int(0.7 * len(order)), int(0.85 * len(order))
        for chosen in (set(order[:a]), set(order[a:b]), set(order[b:])):
            yield [f for f in files if f.stem.split("_")[0] in chosen]

    def setup(self, stage=None):
        train, valid, test = (stack(p) for p in self._parts())
        self.centre = train[0].mean(dim=(0, 2), keepdim=True)
        self.scale = train[0].std(dim=(0, 2), keepdim=True).clamp_min(1e-6)
        self.sets = {
            name: TensorDataset((x - self.centre) / self.scale, y)
            for name, (x, y) in {"train": train, "valid": valid, "test": test}.items()
        }

    def train_dataloader(self):
        return DataLoader(self.sets["train"], self.batch_size, shuffle=True)

    def val_dataloader(self):
        return DataLoader(self.sets["valid"], self.batch_size)

    def test_dataloader(self):
        return DataLoader(self.sets["test"], self.batch_size)
