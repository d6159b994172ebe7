import argparse

import torch
from torch import nn
from torchvision.models import ResNet18_Weights, resnet18

from data import device, leaf_loaders


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--root", default="leaves")
    parser.add_argument("--epochs", type=int, default=15)
    parser.add_argument("--out", default="leaf_resnet.pt")
    args = parser.parse_args()

    fit_loader, _, classes = leaf_loaders(args.root)
    dev = device()
    net = resnet18(weights=ResNet18_Weights.DEFAULT)
    net.fc = nn.Linear(net.fc.in_features, len(classes))
    net.to(dev)
    optim = torch.optim.AdamW(net.parameters(), lr=1e-4)
    criterion = nn.CrossEntropyLoss()

    for epoch in range(args.epochs):
        net.train()
        total = 0.0
        for images, target in fit_loader:
            images, target = images.to(dev), target.to(dev)
            optim.zero_grad()
            loss = criterion(net(images), target)
            loss.backward()
            optim.step()
            total += loss.item() * len(target)
        print(f"epoch {epoch} loss {total / len(fit_loader.dataset):.4f}")
    torch.save(net.state_dict(), args.out)


if __name__ == "__main__":
    main()
