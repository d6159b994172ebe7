"""Defects on single tablets photographed once each."""
import copy

import torch
from torch import nn
from torch.utils.data import DataLoader, Subset, TensorDataset, random_split


def network():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3), nn.ReLU(), nn.MaxPool2d(2), nn.Conv2d(16, 32, 3), nn.ReLU(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(32, 2),
    )


@torch.no_grad()
def accuracy(net, part):
    net.eval()
    hits = sum((net(x).argmax(1) == y).sum().item() for x, y in DataLoader(part, batch_size=256))
    return hits / len(part)


def main():
    stored = torch.load("tablets.pt")
    images, labels = stored["images"].float(), stored["defect"].long()
    parts = random_split(range(len(labels)), [0.7, 0.15, 0.15], generator=torch.Generator().manual_seed(0))
    train_ix, valid_ix, test_ix = (list(p.indices) for p in parts)
    seen = images[train_ix]
    scaled = TensorDataset((images - seen.mean()) / seen.std(), labels)
    train, valid, test = (Subset(scaled, ix) for ix in (train_ix, valid_ix, test_ix))

    net = network()
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-3)
    best, kept = 0.0, copy.deepcopy(net.state_dict())
    for epoch in range(30):
        net.train()
        for x, y in DataLoader(train, batch_size=64, shuffle=True):
            optimiser.zero_grad()
            nn.functional.cross_entropy(net(x), y).backward()
            optimiser.step()
        current = accuracy(net, valid)
        if current > best:
            best, kept = current, copy.deepcopy(net.state_dict())
    net.load_state_dict(kept)
    print("accuracy on the last part:", accuracy(net, test))


if __name__ == "__main__":
    main()
