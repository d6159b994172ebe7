"""Pictures of the labels on parcels."""

import pandas as pd
from PIL import Image
from torch.utils.data import Dataset


class Labels(Dataset):
    def __init__(self, folder, paths, transform):
        self.paths, self.transform = paths, transform
        self.truth = pd.read_csv(f"{folder}/truth.csv")

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        picture = Image.open(self.paths[index]).convert("RGB")
        return self.transform(picture), self.truth["smudged"].iloc[index]
