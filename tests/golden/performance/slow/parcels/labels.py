"""Pictures of the labels on parcels."""

import pandas as pd
from PIL import Image
from torch.utils.data import Dataset


class Labels(Dataset):
    def __init__(self, folder, paths, transform):
        self.folder, self.paths, self.transform = folder, paths, transform

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, index):
        truth = pd.read_csv(f"{self.folder}/truth.csv")  # planted: file-read-again-each-time
        picture = Image.open(self.paths[index]).convert("RGB")
        return self.transform(picture), truth["smudged"].iloc[index]
