import torch
from torch import nn
from torch.utils.data import DataLoader

from data import partitions


def network(n_species):
    return nn.Sequential(
        nn.Conv2d(1, 16, 3), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(1),
        nn.Flatten(), nn.Linear(32, n_species),
    )


def main():
    learn, _ = partitions("clips")
    n_species = len(learn.dataset.species)
    net = network(n_species)
    opt = torch.optim.AdamW(net.parameters(), lr=2e-3)
    for epoch in range(20):
        for x, y in DataLoader(learn, batch_size=32, shuffle=True):
            loss = nn.functional.cross_entropy(net(x), y)
            opt.zero_grad()
            loss.backward()
            opt.step()
    torch.save({"state": net.state_dict(), "n_species": n_species}, "calls.pt")


if __name__ == "__main__":
    main()
