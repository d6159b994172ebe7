import json

import pandas as pd
import torch
from torch import nn
from torch.utils.data import Dataset
from torchvision import models
from torchvision.io import ImageReadMode, read_image

PHOTOS = pd.read_csv("photos.csv")
PRE = models.EfficientNet_B0_Weights.DEFAULT.transforms()


class Corals(Dataset):
    def __init__(self, part: str):
        rows = json.load(open("split.json"))[part]
        self.rows = PHOTOS.iloc[rows].reset_index(drop=True)

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, k):
        r = self.rows.iloc[k]
        return PRE(read_image(r["path"], ImageReadMode.RGB)), torch.tensor(float(r["bleached"]))


def network():
    net = models.efficientnet_b0(weights="DEFAULT")
    net.classifier[1] = nn.Linear(1280, 1)
    return net
