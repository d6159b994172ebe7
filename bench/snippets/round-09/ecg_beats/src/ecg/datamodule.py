import lightning as L
import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset, random_split


class BeatData(L.LightningDataModule):
    """Beats of one reference recording set, i.i.d. synthetic morphologies."""

    def __init__(self, file: str, batch_size: int = 256, seed: int = 5):
        super().__init__()
        self.save_hyperparameters()

    def setup(self, stage=None):
        z = np.load(self.hparams.file)
        beats = torch.tensor(z["beats"], dtype=torch.float32)
        kind = torch.tensor(z["kind"], dtype=torch.long)
        self.mu = beats.mean(dim=0)
        self.sigma = beats.std(dim=0) + 1e-6
        whole = TensorDataset((beats - self.mu) / self.sigma, kind)
        g = torch.Generator().manual_seed(self.hparams.seed)
        self.fit_set, self.val_set, self.test_set = random_split(whole, [0.7, 0.15, 0.15], generator=g)

    def train_dataloader(self):
        return DataLoader(self.fit_set, self.hparams.batch_size, shuffle=True, num_workers=4)

    def val_dataloader(self):
        return DataLoader(self.val_set, self.hparams.batch_size, num_workers=4)

    def test_dataloader(self):
        return DataLoader(self.test_set, self.hparams.batch_size, num_workers=4)
