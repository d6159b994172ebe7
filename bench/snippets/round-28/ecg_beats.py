"""Rhythm class of ten-second ECG strips, one strip per patient."""
import copy

import numpy as np
import torch
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, Dataset, Subset


class Strips(Dataset):
    def __init__(self, path):
        stored = np.load(path)
        self.signal = torch.tensor(stored["signal"], dtype=torch.float32)  # n x 12 x 1000
        self.rhythm = torch.tensor(stored["rhythm"], dtype=torch.long)
        self.shift = torch.zeros(12, 1)
        self.scale = torch.ones(12, 1)

    def use_statistics_of(self, rows):
        part = self.signal[torch.as_tensor(rows)]
        self.shift = part.mean(dim=(0, 2)).unsqueeze(1)
        self.scale = part.std(dim=(0, 2)).unsqueeze(1).clamp_min(1e-6)

    def __len__(self):
        return len(self.rhythm)

    def __getitem__(self, i):
        return (self.signal[i] - self.shift) / self.scale, self.rhythm[i]


def network(classes):
    return nn.Sequential(
        nn.Conv1d(12, 32, 15, stride=4), nn.BatchNorm1d(32), nn.ReLU(),
        nn.Conv1d(32, 64, 9, stride=4), nn.BatchNorm1d(64), nn.ReLU(),
        nn.AdaptiveAvgPool1d(1), nn.Flatten(), nn.Linear(64, classes),
    )


@torch.no_grad()
def accuracy(net, part):
    net.eval()
    return sum((net(x).argmax(1) == y).sum().item() for x, y in DataLoader(part, 128)) / len(part)


def train(net, fit, watch, epochs=30):
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3)
    best, state = -1.0, None
    for _ in range(epochs):
        net.train()
        for x, y in DataLoader(fit, 64, shuffle=True):
            optimiser.zero_grad()
            nn.functional.cross_entropy(net(x), y).backward()
            optimiser.step()
        now = accuracy(net, watch)
        if now > best:
            best, state = now, copy.deepcopy(net.state_dict())
    net.load_state_dict(state)
    return best


def main():
    torch.manual_seed(0)
    strips = Strips("strips.npz")
    everyone = np.arange(len(strips))
    kind = strips.rhythm.numpy()
    rest, test = train_test_split(everyone, test_size=0.2, random_state=0, stratify=kind)
    fit, val = train_test_split(rest, test_size=0.2, random_state=0, stratify=kind[rest])
    strips.use_statistics_of(fit)
    net = network(int(strips.rhythm.max()) + 1)
    print("validation", train(net, Subset(strips, fit), Subset(strips, val)))
    print("test", accuracy(net, Subset(strips, test)))


if __name__ == "__main__":
    main()
