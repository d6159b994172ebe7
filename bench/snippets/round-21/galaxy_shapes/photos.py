"""Galaxy cut-outs: one image per object."""
import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset, Subset


class CutOuts(Dataset):
    def __init__(self, path="data/galaxies.npz"):
        with np.load(path) as archive:
            self.image = torch.from_numpy(archive["image"]).float()
            self.shape = torch.from_numpy(archive["shape_class"]).long()
        self.centre = torch.zeros(self.image.shape[1], 1, 1)
        self.width = torch.ones(self.image.shape[1], 1, 1)

    def calibrate(self, rows):
        pixels = self.image[rows]
        self.centre = pixels.mean(dim=(0, 2, 3)).view(-1, 1, 1)
        self.width = pixels.std(dim=(0, 2, 3)).view(-1, 1, 1)

    def __len__(self):
        return len(self.shape)

    def __getitem__(self, i):
        return (self.image[i] - self.centre) / self.width, self.shape[i]


def loaders(batch_size=128, seed=29):
    objects = CutOuts()
    order = torch.randperm(len(objects), generator=torch.Generator().manual_seed(seed))
    a, b = int(0.7 * len(order)), int(0.85 * len(order))
    rows = {"train": order[:a], "valid": order[a:b], "test": order[b:]}
    objects.calibrate(rows["train"])
    return {
        name: DataLoader(Subset(objects, part.tolist()), batch_size, shuffle=name == "train")
        for name, part in rows.items()
    }
