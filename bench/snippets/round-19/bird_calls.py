"""Species classifier on log-mel patches."""
import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split


def expand(mels, species):
    clips, labels = [], []
    for mel, label in zip(mels, species):
        for shift in (0, 8, 16, 24):
            clips.append(torch.roll(mel, shifts=shift, dims=-1) + 0.01 * torch.randn_like(mel))
            labels.append(label)
    return TensorDataset(torch.stack(clips), torch.tensor(labels))


def build(n_species):
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(1),
        nn.Flatten(), nn.Linear(32, n_species),
    )


def accuracy(model, loader):
    model.eval()
    hits = total = 0
    with torch.no_grad():
        for x, y in loader:
            hits += (model(x).argmax(1) == y).sum().item()
            total += len(y)
    return hits / total


def main():
    stored = np.load("birds.npz")
    mels = torch.from_numpy(stored["mel"]).float().unsqueeze(1)
    dataset = expand(mels, stored["species"].tolist())
    n_test = len(dataset) // 5
    fit_part, test_part = random_split(
        dataset, [len(dataset) - n_test, n_test], generator=torch.Generator().manual_seed(4)
    )
    model = build(int(stored["species"].max()) + 1)
    optimiser = torch.optim.Adam(model.parameters(), lr=1e-3)
    loss_fn = nn.CrossEntropyLoss()
    for epoch in range(25):
        model.train()
        for x, y in DataLoader(fit_part, batch_size=64, shuffle=True):
            optimiser.zero_grad()
            loss_fn(model(x), y).backward()
            optimiser.step()
    print("accuracy", accuracy(model, DataLoader(test_part, batch_size=128)))


if __name__ == "__main__":
    main()
