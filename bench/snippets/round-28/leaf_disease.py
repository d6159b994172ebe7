"""Leaf disease from field photos named <plant>_<shot>.jpg, several shots per plant."""
from pathlib import Path

import torch
from sklearn.model_selection import GroupShuffleSplit
from torch import nn
from torch.utils.data import DataLoader, Subset
from torchvision import transforms as T
from torchvision.datasets import ImageFolder
from torchvision.models import EfficientNet_B0_Weights, efficientnet_b0

NORMAL = T.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
PLAIN = T.Compose([T.Resize(256), T.CenterCrop(224), T.ToTensor(), NORMAL])
VARIED = T.Compose(
    [
        T.RandomResizedCrop(224, scale=(0.6, 1.0)),
        T.RandomHorizontalFlip(),
        T.RandomRotation(25),
        T.ColorJitter(0.2, 0.2, 0.2),
        T.ToTensor(),
        NORMAL,
    ]
)


def cut(rows, plants, share, seed):
    splitter = GroupShuffleSplit(n_splits=1, test_size=share, random_state=seed)
    a, b = next(splitter.split(rows, groups=[plants[i] for i in rows]))
    return [rows[i] for i in a], [rows[i] for i in b]


def parts(root, seed=2):
    varied, plain = ImageFolder(root, VARIED), ImageFolder(root, PLAIN)
    plants = [Path(p).stem.rsplit("_", 1)[0] for p, _ in plain.samples]
    rest, test = cut(list(range(len(plants))), plants, 0.2, seed)
    fit, val = cut(rest, plants, 0.15, seed)
    return Subset(varied, fit), Subset(plain, val), Subset(plain, test), len(plain.classes)


@torch.no_grad()
def accuracy(net, part):
    net.eval()
    hits = sum((net(x).argmax(1) == y).sum().item() for x, y in DataLoader(part, 64))
    return hits / len(part)


def main():
    torch.manual_seed(2)
    fit, val, test, n = parts("leaves")
    net = efficientnet_b0(weights=EfficientNet_B0_Weights.DEFAULT)
    net.classifier[1] = nn.Linear(net.classifier[1].in_features, n)
    optimiser = torch.optim.AdamW(net.parameters(), lr=3e-4)
    best = 0.0
    for epoch in range(15):
        net.train()
        for x, y in DataLoader(fit, 32, shuffle=True):
            optimiser.zero_grad()
            nn.functional.cross_entropy(net(x), y).backward()
            optimiser.step()
        now = accuracy(net, val)
        print(epoch, round(now, 3))
        if now > best:
            best = now
            torch.save(net.state_dict(), "leaf.pt")
    net.load_state_dict(torch.load("leaf.pt"))
    print("new plants:", accuracy(net, test))


if __name__ == "__main__":
    main()
