import torch
from torch.utils.data import Dataset, random_split

SPLIT_SEED = 1234


class Spectrograms(Dataset):
    def __init__(self, path="data/spectrograms.pt"):
        blob = torch.load(path)
        self.x, self.y = blob["x"], blob["y"]

    def __len__(self):
        return len(self.y)

    def __getitem__(self, i):
        return self.x[i].unsqueeze(0), self.y[i]


def parts():
    full = Spectrograms()
    generator = torch.Generator().manual_seed(SPLIT_SEED)
    return random_split(full, [0.8, 0.2], generator=generator)
