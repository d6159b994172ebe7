"""Gleason grade of prostate biopsy tiles with a small ResNet."""
from pathlib import Path

import pandas as pd
import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset, random_split
from torchvision import models, transforms

ROOT = Path("biopsies")
PREP = transforms.Compose(
    [
        transforms.Resize(224),
        transforms.ToTensor(),
        transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    ]
)


class BiopsyTiles(Dataset):
    """tiles/<patient>/<block>_<row>_<col>.png, cut from whole slide images."""

    def __init__(self, root: Path):
        grades = pd.read_csv(root / "grades.csv", index_col="tile")["grade"]
        self.items = []
        for png in sorted((root / "tiles").glob("*/*.png")):
            key = f"{png.parent.name}/{png.stem}"
            if key in grades.index:
                self.items.append((png, int(grades[key])))

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        png, grade = self.items[i]
        return PREP(Image.open(png).convert("RGB")), grade


def loaders(batch=32):
    tiles = BiopsyTiles(ROOT)
    gen = torch.Generator().manual_seed(20)
    fit, held = random_split(tiles, [0.8, 0.2], generator=gen)
    return DataLoader(fit, batch, shuffle=True), DataLoader(held, batch)


def train(net, loader, epochs=6):
    opt = torch.optim.AdamW(net.parameters(), lr=1e-4)
    loss_fn = nn.CrossEntropyLoss()
    net.train()
    for _ in range(epochs):
        for x, y in loader:
            opt.zero_grad()
            loss_fn(net(x), y).backward()
            opt.step()


@torch.no_grad()
def accuracy(net, loader):
    net.eval()
    hits = [(net(x).argmax(1) == y).float() for x, y in loader]
    return torch.cat(hits).mean().item()


if __name__ == "__main__":
    fit_loader, held_loader = loaders()
    net = models.resnet18(weights=models.ResNet18_Weights.DEFAULT)
    net.fc = nn.Linear(net.fc.in_features, 4)
    train(net, fit_loader)
    print("tile accuracy", accuracy(net, held_loader))
