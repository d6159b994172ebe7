"""Tumour grade from axial MRI slices stored as <root>/<subject>/<slice>.npy."""
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, Dataset


class SliceSet(Dataset):
    def __init__(self, paths, grades):
        self.paths, self.grades = paths, grades

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, i):
        image = np.load(self.paths[i]).astype("float32") / 4095.0
        return torch.from_numpy(image)[None], torch.tensor(self.grades[i], dtype=torch.float32)


def index(root):
    grade = pd.read_csv(Path(root) / "subjects.csv").set_index("subject")["high_grade"]
    paths = sorted(Path(root).glob("*/*.npy"))
    return paths, [int(grade[p.parent.name]) for p in paths]


def make_net():
    layers, width = [], 1
    for out in (16, 32, 64):
        layers += [nn.Conv2d(width, out, 3, padding=1), nn.BatchNorm2d(out), nn.ReLU(), nn.MaxPool2d(2)]
        width = out
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(width, 1))


def train(net, loader, epochs=15):
    optim = torch.optim.Adam(net.parameters(), lr=1e-3)
    loss_fn = nn.BCEWithLogitsLoss()
    for _ in range(epochs):
        net.train()
        for x, y in loader:
            optim.zero_grad()
            loss_fn(net(x).squeeze(1), y).backward()
            optim.step()


@torch.no_grad()
def score(net, loader):
    net.eval()
    pairs = [(torch.sigmoid(net(x).squeeze(1)), y) for x, y in loader]
    return roc_auc_score(torch.cat([y for _, y in pairs]).numpy(), torch.cat([p for p, _ in pairs]).numpy())


def main():
    torch.manual_seed(0)
    paths, grades = index("mri/axial")
    tr_p, te_p, tr_g, te_g = train_test_split(paths, grades, test_size=0.2, stratify=grades, random_state=0)
    net = make_net()
    train(net, DataLoader(SliceSet(tr_p, tr_g), batch_size=32, shuffle=True))
    print("test AUC", score(net, DataLoader(SliceSet(te_p, te_g), batch_size=64)))


if __name__ == "__main__":
    main()
