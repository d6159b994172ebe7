"""Tiles cut from whole-slide images. Columns: file, slide, patient, tumour."""
from pathlib import Path

import pandas as pd
from PIL import Image
from sklearn.model_selection import GroupShuffleSplit
from torch.utils.data import Dataset
from torchvision import transforms

STAIN = transforms.Normalize([0.70, 0.54, 0.69], [0.18, 0.22, 0.17])
PLAIN = transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor(), STAIN])
VARIED = transforms.Compose([
    transforms.RandomResizedCrop(224, scale=(0.7, 1.0)),
    transforms.RandomHorizontalFlip(),
    transforms.RandomVerticalFlip(),
    transforms.ColorJitter(0.1, 0.1, 0.1, 0.02),
    transforms.ToTensor(),
    STAIN,
])


class Tiles(Dataset):
    def __init__(self, table, root, view):
        self.table = table.reset_index(drop=True)
        self.root = Path(root)
        self.view = view

    def __len__(self):
        return len(self.table)

    def __getitem__(self, i):
        row = self.table.iloc[i]
        with Image.open(self.root / row["file"]) as image:
            return self.view(image.convert("RGB")), int(row["tumour"])


def _cut(table, share, seed):
    splitter = GroupShuffleSplit(n_splits=1, test_size=share, random_state=seed)
    kept, taken = next(splitter.split(table, groups=table["patient"]))
    return table.iloc[kept], table.iloc[taken]


def parts(index_csv, root, seed):
    table = pd.read_csv(index_csv)
    rest, test = _cut(table, 0.2, seed)
    train, valid = _cut(rest, 0.2, seed + 1)
    return Tiles(train, root, VARIED), Tiles(valid, root, PLAIN), Tiles(test, root, PLAIN)
