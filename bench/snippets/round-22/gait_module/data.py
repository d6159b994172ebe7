from pathlib import Path

import lightning as L
import numpy as np
import pandas as pd
import torch
from torch.utils.data import DataLoader, TensorDataset


class Gait(L.LightningDataModule):
    """Two-second IMU windows of walking; every person belongs to one part."""

    def __init__(self, folder="data/gait", batch_size=128, seed=33):
        super().__init__()
        self.folder = Path(folder)
        self.batch_size = batch_size
        self.seed = seed
        self.sets = {}

    def _people(self, people):
        order = np.random.default_rng(self.seed).permutation(np.unique(people))
        a, b = int(0.6 * len(order)), int(0.8 * len(order))
        return {"train": order[:a], "valid": order[a:b], "test": order[b:]}

    def setup(self, stage=None):
        if self.sets:
            return
        windows = np.load(self.folder / "windows.npy").astype("float32")
        about = pd.read_csv(self.folder / "windows.csv")
        rows = {
            name: np.flatnonzero(about["person"].isin(group))
            for name, group in self._people(about["person"]).items()
        }
        mean = windows[rows["train"]].mean(axis=(0, 2), keepdims=True)
        std = windows[rows["train"]].std(axis=(0, 2), keepdims=True) + 1e-6
        scaled = torch.from_numpy((windows - mean) / std)
        surface = torch.tensor(about["surface_code"].to_numpy(), dtype=torch.long)
        for name, index in rows.items():
            self.sets[name] = TensorDataset(scaled[index], surface[index])

    def train_dataloader(self):
        return DataLoader(self.sets["train"], self.batch_size, shuffle=True)

    def val_dataloader(self):
        return DataLoader(self.sets["valid"], self.batch_size)

    def test_dataloader(self):
        return DataLoader(self.sets["test"], self.batch_size)
