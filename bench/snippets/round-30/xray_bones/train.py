import copy

import torch
from torch import nn
from torch.utils.data import DataLoader

from dataset import three_parts


def age_net():
    return nn.Sequential(
        nn.Conv2d(1, 16, 3, stride=2), nn.BatchNorm2d(16), nn.ReLU(),
        nn.Conv2d(16, 32, 3, stride=2), nn.BatchNorm2d(32), nn.ReLU(),
        nn.AdaptiveAvgPool2d(4), nn.Flatten(), nn.Linear(32 * 16, 1),
    )


@torch.no_grad()
def months_off(net, loader):
    net.eval()
    total = sum((net(x).squeeze(1) - y).abs().sum().item() for x, y in loader)
    return total / len(loader.dataset)


def main():
    parts = three_parts("hands.npz")
    loaders = {k: DataLoader(d, batch_size=64, shuffle=(k == "train")) for k, d in parts.items()}
    net = age_net()
    opt = torch.optim.Adam(net.parameters(), lr=1e-3)
    best, state = float("inf"), None
    for epoch in range(40):
        net.train()
        for x, y in loaders["train"]:
            opt.zero_grad()
            nn.functional.l1_loss(net(x).squeeze(1), y).backward()
            opt.step()
        error = months_off(net, loaders["val"])
        if error < best:
            best, state = error, copy.deepcopy(net.state_dict())
    net.load_state_dict(state)
    print(f"months off: val {best:.2f} test {months_off(net, loaders['test']):.2f}")


if __name__ == "__main__":
    main()
