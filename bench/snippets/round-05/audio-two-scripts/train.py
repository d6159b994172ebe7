import torch
from torch import nn
from torch.utils.data import DataLoader

from data import parts


def build():
    return nn.Sequential(
        nn.Conv2d(1, 24, 5, stride=2), nn.ReLU(), nn.Conv2d(24, 48, 5, stride=2), nn.ReLU(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(48, 10),
    )


if __name__ == "__main__":
    train_set, _ = parts()
    net = build()
    opt = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in range(30):
        for x, y in DataLoader(train_set, batch_size=64, shuffle=True):
            opt.zero_grad()
            nn.functional.cross_entropy(net(x), y).backward()
            opt.step()
    torch.save(net.state_dict(), "audio.pt")
