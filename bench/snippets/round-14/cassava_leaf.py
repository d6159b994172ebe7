"""Leaf disease from field photographs; each plant was photographed once."""
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from PIL import Image
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchvision import models
from torchvision.transforms import v2

ROOT = Path("cassava")


class Leaves(Dataset):
    def __init__(self, table, transform):
        self.table, self.transform = table.reset_index(drop=True), transform

    def __len__(self):
        return len(self.table)

    def __getitem__(self, i):
        row = self.table.loc[i]
        return self.transform(Image.open(ROOT / row["photo"]).convert("RGB")), int(row["disease"])


def base_steps():
    return [v2.ToImage(), v2.Resize((256, 256)), v2.ToDtype(torch.float32, scale=True)]


def channel_stats(table):
    sums, squares = torch.zeros(3), torch.zeros(3)
    for image, _ in Leaves(table, v2.Compose(base_steps())):
        sums += image.mean(dim=(1, 2))
        squares += (image**2).mean(dim=(1, 2))
    mean = sums / len(table)
    return mean.tolist(), (squares / len(table) - mean**2).sqrt().tolist()


@torch.no_grad()
def accuracy(net, loader):
    net.eval()
    return torch.cat([(net(x).argmax(1) == y).float() for x, y in loader]).mean().item()


def main():
    torch.manual_seed(4)
    table = pd.read_csv(ROOT / "photos.csv")
    assert table["plant_id"].is_unique
    rest, test = train_test_split(table, test_size=0.2, stratify=table["disease"], random_state=4)
    train, valid = train_test_split(rest, test_size=0.2, stratify=rest["disease"], random_state=4)
    scale = v2.Normalize(*channel_stats(train))
    plain = v2.Compose([*base_steps(), scale])
    varied = v2.Compose([v2.RandomHorizontalFlip(), v2.ColorJitter(0.2, 0.2), *base_steps(), scale])

    net = models.efficientnet_b0(num_classes=5)
    opt = torch.optim.AdamW(net.parameters(), lr=5e-4)
    fit_loader = DataLoader(Leaves(train, varied), 32, shuffle=True)
    valid_loader = DataLoader(Leaves(valid, plain), 64)
    best, kept = -np.inf, None
    for _ in range(30):
        net.train()
        for x, y in fit_loader:
            opt.zero_grad()
            nn.functional.cross_entropy(net(x), y).backward()
            opt.step()
        score = accuracy(net, valid_loader)
        if score > best:
            best, kept = score, {k: v.clone() for k, v in net.state_dict().items()}
    net.load_state_dict(kept)
    print("validation", best, "test", accuracy(net, DataLoader(Leaves(test, plain), 64)))


if __name__ == "__main__":
    main()
