import numpy as np
import pandas as pd
import torch
from PIL import Image
from sklearn.model_selection import GroupShuffleSplit
from torch.utils.data import Dataset
from torchvision import transforms

SIDE = 160


def index(csv_path):
    table = pd.read_csv(csv_path)
    return table[["file", "patient", "malignant"]].drop_duplicates("file").reset_index(drop=True)


def by_patient(table, share, seed):
    cut = GroupShuffleSplit(n_splits=1, test_size=share, random_state=seed)
    rest, part = next(cut.split(table, groups=table["patient"]))
    return table.iloc[rest].reset_index(drop=True), table.iloc[part].reset_index(drop=True)


def channel_stats(table):
    pixels = [
        np.asarray(Image.open(f).convert("RGB").resize((32, 32)), dtype=np.float32) / 255
        for f in table["file"]
    ]
    stack = np.stack(pixels)
    return stack.mean(axis=(0, 1, 2)).tolist(), stack.std(axis=(0, 1, 2)).tolist()


class Lesions(Dataset):
    def __init__(self, table, mean, std, vary=False):
        self.table = table
        steps = [transforms.Resize((SIDE, SIDE))]
        if vary:
            steps += [transforms.RandomHorizontalFlip(), transforms.RandomRotation(20)]
        steps += [transforms.ToTensor(), transforms.Normalize(mean, std)]
        self.transform = transforms.Compose(steps)

    def __len__(self):
        return len(self.table)

    def __getitem__(self, i):
        row = self.table.iloc[i]
        image = self.transform(Image.open(row["file"]).convert("RGB"))
        return image, torch.tensor(float(row["malignant"]))
