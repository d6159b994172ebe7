from pathlib import Path

import pandas as pd
import torch
from torch.utils.data import Dataset, random_split
from torchvision.io import ImageReadMode, read_image
from torchvision.transforms.functional import resize


class MealPhotos(Dataset):
    """One photo per meal, calories in kcal."""

    def __init__(self, root):
        self.root = Path(root)
        self.index = pd.read_csv(self.root / "index.csv")

    def __len__(self):
        return len(self.index)

    def __getitem__(self, i):
        row = self.index.iloc[i]
        image = read_image(str(self.root / row["file"]), mode=ImageReadMode.RGB)
        image = resize(image, [128, 128]).float() / 255.0
        return image, torch.tensor(row["kcal"] / 1000.0, dtype=torch.float32)


def parts(root, share=0.8):
    photos = MealPhotos(root)
    n_first = int(len(photos) * share)
    return random_split(photos, [n_first, len(photos) - n_first])
