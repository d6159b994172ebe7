from pathlib import Path

import lightning as L
import numpy as np
import pandas as pd
import torch
from sklearn.model_selection import GroupShuffleSplit
from torch.utils.data import DataLoader, TensorDataset


class LungSounds(L.LightningDataModule):
    """Log-mel cycles, stored as one array, with a patient id per cycle."""

    def __init__(self, folder, batch_size=64, seed=21):
        super().__init__()
        self.folder = Path(folder)
        self.batch_size = batch_size
        self.seed = seed

    def _tensors(self, rows):
        x = torch.from_numpy(self.mels[rows]).unsqueeze(1).float()
        y = torch.from_numpy(self.wheeze[rows]).long()
        return TensorDataset((x - self.centre) / self.scale, y)

    def setup(self, stage=None):
        self.mels = np.load(self.folder / "mels.npy")
        cycles = pd.read_csv(self.folder / "cycles.csv")
        self.wheeze = cycles["wheeze"].to_numpy()
        splitter = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=self.seed)
        fit, rest = next(splitter.split(cycles, groups=cycles["patient"]))
        self.centre = float(self.mels[fit].mean())
        self.scale = float(self.mels[fit].std())
        self.learning = self._tensors(fit)
        self.clinic = self._tensors(rest)

    def _loader(self, part, shuffle=False):
        return DataLoader(part, batch_size=self.batch_size, shuffle=shuffle, num_workers=4)

    def train_dataloader(self):
        return self._loader(self.learning, shuffle=True)

    def val_dataloader(self):
        return self._loader(self.clinic)

    def test_dataloader(self):
        return self._loader(self.clinic)
