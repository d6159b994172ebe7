import numpy as np
import torch
from torch.utils.data import Dataset, random_split


class BeatDataset(Dataset):
    """One beat per subject, 360 samples long."""

    def __init__(self, npz_path):
        blob = np.load(npz_path)
        self.x = torch.from_numpy(blob["beats"]).float().unsqueeze(1)
        self.y = torch.from_numpy(blob["labels"]).long()

    def __len__(self):
        return len(self.y)

    def __getitem__(self, i):
        beat = self.x[i]
        return (beat - beat.mean()) / (beat.std() + 1e-6), self.y[i]


def beat_parts(npz_path, share=0.8):
    beats = BeatDataset(npz_path)
    n_fit = int(share * len(beats))
    return random_split(beats, [n_fit, len(beats) - n_fit])
