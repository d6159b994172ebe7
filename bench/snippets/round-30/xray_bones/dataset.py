import numpy as np
import torch
from torch.utils.data import Dataset


class BoneDataset(Dataset):
    """One radiograph per child."""

    def __init__(self, images, ages, mean=0.0, std=1.0, flip=False):
        self.images, self.ages = images, ages
        self.mean, self.std, self.flip = mean, std, flip

    def __len__(self):
        return len(self.ages)

    def __getitem__(self, i):
        img = (self.images[i].astype(np.float32) - self.mean) / self.std
        if self.flip and np.random.rand() < 0.5:
            img = img[:, ::-1].copy()
        return torch.from_numpy(img).unsqueeze(0), torch.tensor(self.ages[i], dtype=torch.float32)


def three_parts(path, seed=3):
    blob = np.load(path)
    images, ages = blob["images"], blob["age_months"]
    order = np.random.default_rng(seed).permutation(len(ages))
    a, b = int(0.7 * len(order)), int(0.85 * len(order))
    index = {"train": order[:a], "val": order[a:b], "test": order[b:]}
    mean = float(images[index["train"]].mean())
    std = float(images[index["train"]].std())
    return {
        k: BoneDataset(images[rows], ages[rows], mean, std, flip=(k == "train"))
        for k, rows in index.items()
    }
