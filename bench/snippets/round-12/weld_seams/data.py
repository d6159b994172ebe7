from pathlib import Path

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset, random_split


class SeamProfiles(Dataset):
    """Laser height profiles of single seams, one .npy per seam."""

    def __init__(self, root):
        self.files = sorted(Path(root).glob("*/*.npy"))

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        profile = np.load(self.files[i]).astype("float32")
        profile = profile - np.median(profile)
        label = float(self.files[i].parent.name == "porous")
        return torch.from_numpy(profile)[None, :], torch.tensor(label)


def loaders(root, batch_size=64):
    seams = SeamProfiles(root)
    held = len(seams) // 5
    fit, check = random_split(seams, [len(seams) - held, held])
    return (
        DataLoader(fit, batch_size=batch_size, shuffle=True),
        DataLoader(check, batch_size=batch_size),
    )
