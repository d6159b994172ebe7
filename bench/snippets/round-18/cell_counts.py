import copy

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Subset, TensorDataset, random_split


def load(path):
    raw = np.load(path)
    return torch.from_numpy(raw["fields"]).float().unsqueeze(1), torch.from_numpy(raw["counts"]).float()


def split(n, seed=23):
    generator = torch.Generator().manual_seed(seed)
    return [list(part) for part in random_split(range(n), [0.7, 0.15, 0.15], generator=generator)]


def network():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, stride=2), nn.ReLU(),
        nn.Conv2d(16, 32, 3, stride=2), nn.ReLU(),
        nn.AdaptiveAvgPool2d(4), nn.Flatten(), nn.Linear(512, 1),
    )


@torch.no_grad()
def mae(net, loader):
    net.eval()
    gaps = [(net(x).squeeze(1) - y).abs() for x, y in loader]
    return torch.cat(gaps).mean().item()


def main(epochs=30):
    fields, counts = load("data/one_field_per_culture.npz")
    fit, val, test = split(len(fields))
    mean, std = fields[fit].mean(), fields[fit].std()
    data = TensorDataset((fields - mean) / std, counts)
    loaders = [DataLoader(Subset(data, ids), batch_size=32, shuffle=k == 0)
               for k, ids in enumerate((fit, val, test))]
    net = network()
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-3)
    best, kept = float("inf"), copy.deepcopy(net.state_dict())
    for _ in range(epochs):
        net.train()
        for x, y in loaders[0]:
            optimiser.zero_grad()
            nn.functional.smooth_l1_loss(net(x).squeeze(1), y).backward()
            optimiser.step()
        score = mae(net, loaders[1])
        if score < best:
            best, kept = score, copy.deepcopy(net.state_dict())
    net.load_state_dict(kept)
    print(f"val MAE {best:.2f}  test MAE {mae(net, loaders[2]):.2f}")


if __name__ == "__main__":
    main()
