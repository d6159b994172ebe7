"""Spiral, elliptical or irregular."""
import copy

import torch
from torch import nn

from photos import loaders

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def network(channels=3, classes=3):
    def block(a, b):
        return [nn.Conv2d(a, b, 3, padding=1), nn.BatchNorm2d(b), nn.ReLU(), nn.MaxPool2d(2)]

    return nn.Sequential(
        *block(channels, 32), *block(32, 64), *block(64, 128),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(128, classes),
    )


def spin(image):
    image = torch.rot90(image, int(torch.randint(4, ())), dims=(2, 3))
    return image.flip(3) if torch.rand(()) < 0.5 else image


@torch.no_grad()
def accuracy(net, loader):
    net.eval()
    right = sum((net(x.to(DEVICE)).argmax(1).cpu() == y).sum().item() for x, y in loader)
    return right / len(loader.dataset)


def main(epochs=40, patience=6):
    torch.manual_seed(29)
    parts = loaders()
    net = network().to(DEVICE)
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3)
    best, kept, waited = 0.0, copy.deepcopy(net.state_dict()), 0
    for _ in range(epochs):
        net.train()
        for x, y in parts["train"]:
            optimiser.zero_grad()
            nn.functional.cross_entropy(net(spin(x.to(DEVICE))), y.to(DEVICE)).backward()
            optimiser.step()
        current = accuracy(net, parts["valid"])
        if current > best:
            best, kept, waited = current, copy.deepcopy(net.state_dict()), 0
        else:
            waited += 1
            if waited == patience:
                break
    net.load_state_dict(kept)
    print(f"valid {best:.4f}   test {accuracy(net, parts['test']):.4f}")


if __name__ == "__main__":
    main()
