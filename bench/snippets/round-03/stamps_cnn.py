import argparse
import json

import torch
import torch.nn.functional as F
from torch import nn
from torch.utils.data import DataLoader
from torchvision import datasets, transforms


def net(n_classes):
    block = lambda i, o: nn.Sequential(nn.Conv2d(i, o, 3, padding=1), nn.BatchNorm2d(o), nn.ReLU(), nn.MaxPool2d(2))
    return nn.Sequential(block(3, 16), block(16, 32), block(32, 64), nn.Flatten(), nn.Linear(64 * 64, n_classes))


@torch.no_grad()
def accuracy(model, loader):
    model.eval()
    return sum((model(x).argmax(1) == y).sum().item() for x, y in loader) / len(loader.dataset)


def main(root, epochs):
    torch.manual_seed(0)
    still = transforms.Compose([transforms.Resize((64, 64)), transforms.ToTensor()])
    moved = transforms.Compose([transforms.RandomRotation(10), still])
    train_set = datasets.ImageFolder(f"{root}/train", moved)
    test_set = datasets.ImageFolder(f"{root}/test", still)
    model = net(len(train_set.classes))
    opt = torch.optim.Adam(model.parameters(), 1e-3)
    for _ in range(epochs):
        model.train()
        for x, y in DataLoader(train_set, 64, shuffle=True):
            opt.zero_grad()
            F.cross_entropy(model(x), y).backward()
            opt.step()

    report = {
        name: accuracy(model, DataLoader(ds, 256)) for name, ds in (("train", train_set), ("test", test_set))
    }
    report["gap"] = report["train"] - report["test"]
    print(json.dumps(report, indent=2))


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("--root", default="stamps")
    ap.add_argument("--epochs", type=int, default=20)
    main(**vars(ap.parse_args()))
