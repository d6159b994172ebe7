"""Estimate HbA1c from a metabolomics panel (one sample per person)."""
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset, random_split


class PanelDataset(Dataset):
    def __init__(self, path):
        blob = np.load(path)
        panel = np.log1p(blob["panel"]).astype("float32")
        self.center = panel.mean(axis=0)
        self.spread = panel.std(axis=0) + 1e-6
        self.panel = torch.from_numpy((panel - self.center) / self.spread)
        self.hba1c = torch.from_numpy(blob["hba1c"].astype("float32"))

    def __len__(self):
        return len(self.hba1c)

    def __getitem__(self, i):
        return self.panel[i], self.hba1c[i]


def network(width):
    return nn.Sequential(
        nn.Linear(width, 128), nn.GELU(), nn.Dropout(0.3), nn.Linear(128, 32), nn.GELU(), nn.Linear(32, 1)
    )


def fit(net, loader, epochs=40):
    optim = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=1e-2)
    for _ in range(epochs):
        for x, y in loader:
            optim.zero_grad()
            nn.functional.huber_loss(net(x).squeeze(1), y).backward()
            optim.step()


@torch.no_grad()
def mean_abs_error(net, loader):
    net.eval()
    gaps = [(net(x).squeeze(1) - y).abs() for x, y in loader]
    return torch.cat(gaps).mean().item()


def main():
    people = PanelDataset("data/metabolomics.npz")
    n_test = len(people) // 5
    fit_part, test_part = random_split(
        people, [len(people) - n_test, n_test], generator=torch.Generator().manual_seed(5)
    )
    net = network(people.panel.shape[1])
    fit(net, DataLoader(fit_part, batch_size=64, shuffle=True))
    print("MAE", mean_abs_error(net, DataLoader(test_part, batch_size=256)))


if __name__ == "__main__":
    main()
