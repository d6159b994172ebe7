"""Benign or malignant glands: tiles cut from whole-slide images."""
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from PIL import Image
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchvision import models, transforms

ROOT = Path("tiles")  # tiles/<slide>/<row>_<col>.png, up to 400 per slide
TO_TENSOR = transforms.Compose(
    [transforms.ToTensor(), transforms.Normalize([0.7, 0.55, 0.7], [0.2, 0.2, 0.2])]
)


class Tiles(Dataset):
    def __init__(self, entries):
        self.entries = entries

    def __len__(self):
        return len(self.entries)

    def __getitem__(self, i):
        path, label = self.entries[i]
        return TO_TENSOR(Image.open(path).convert("RGB")), torch.tensor(float(label))


def entries():
    diagnosis = pd.read_csv("slides.csv").set_index("slide")["malignant"]
    return [(p, diagnosis[p.parent.name]) for p in sorted(ROOT.glob("*/*.png"))]


def three_parts(items, seed=7):
    most, final = train_test_split(items, test_size=0.2, random_state=seed)
    fit, tune = train_test_split(most, test_size=0.15, random_state=seed)
    return tuple(DataLoader(Tiles(p), batch_size=64, shuffle=p is fit) for p in (fit, tune, final))


@torch.no_grad()
def auc(net, loader):
    net.eval()
    pairs = [(net(x.cuda()).squeeze(1).cpu().numpy(), y.numpy()) for x, y in loader]
    scores, truth = (np.concatenate(part) for part in zip(*pairs))
    return roc_auc_score(truth, scores)


def main():
    fit, tune, final = three_parts(entries())
    net = models.densenet121(weights="DEFAULT")
    net.classifier = nn.Linear(net.classifier.in_features, 1)
    net.cuda()
    optim = torch.optim.Adam(net.parameters(), lr=5e-5)
    best = 0.0
    for epoch in range(12):
        net.train()
        for x, y in fit:
            loss = nn.functional.binary_cross_entropy_with_logits(
                net(x.cuda()).squeeze(1), y.cuda()
            )
            optim.zero_grad()
            loss.backward()
            optim.step()
        current = auc(net, tune)
        print(epoch, round(current, 4))
        if current > best:
            best = current
            torch.save(net.state_dict(), "glands.pt")
    net.load_state_dict(torch.load("glands.pt"))
    print("final AUC", round(auc(net, final), 4))


if __name__ == "__main__":
    main()
