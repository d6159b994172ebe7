import copy

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


def parts(n, seed=4):
    order = np.random.default_rng(seed).permutation(n)
    a, b = int(0.7 * n), int(0.85 * n)
    return {"train": order[:a], "valid": order[a:b], "test": order[b:]}


class Wafers:
    """Electrical measurements, one row per chip of a separate wafer."""

    def __init__(self, path):
        blob = np.load(path)
        self.values = blob["values"].astype("float32")
        self.defect = blob["defect"].astype("float32")
        self.rows = parts(len(self.values))
        reference = self.values[self.rows["train"]]
        self.mean = reference.mean(axis=0)
        self.std = reference.std(axis=0) + 1e-6

    def loader(self, part, batch=256):
        idx = self.rows[part]
        x = torch.from_numpy((self.values[idx] - self.mean) / self.std)
        y = torch.from_numpy(self.defect[idx])
        return DataLoader(TensorDataset(x, y), batch_size=batch, shuffle=part == "train")


def loss_on(net, loader):
    net.eval()
    with torch.no_grad():
        terms = [nn.functional.binary_cross_entropy_with_logits(net(x).squeeze(1), y, reduction="none")
                 for x, y in loader]
    return torch.cat(terms).mean().item()


def main():
    wafers = Wafers("data/wafers.npz")
    net = nn.Sequential(nn.Linear(wafers.values.shape[1], 64), nn.ReLU(), nn.Linear(64, 1))
    optim = torch.optim.Adam(net.parameters(), lr=1e-3)
    best, best_loss = copy.deepcopy(net.state_dict()), float("inf")
    for epoch in range(60):
        net.train()
        for x, y in wafers.loader("train"):
            optim.zero_grad()
            nn.functional.binary_cross_entropy_with_logits(net(x).squeeze(1), y).backward()
            optim.step()
        current = loss_on(net, wafers.loader("valid"))
        if current < best_loss:
            best, best_loss = copy.deepcopy(net.state_dict()), current
    net.load_state_dict(best)
    print("test loss", loss_on(net, wafers.loader("test")))


if __name__ == "__main__":
    main()
