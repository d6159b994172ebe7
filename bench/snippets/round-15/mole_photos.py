"""Benign or malignant mole, one photo per patient."""
import copy

import torch
from torch import nn
from torch.utils.data import DataLoader, Subset
from torchvision import datasets, models
from torchvision.transforms import v2

ROOT, SIDE, SEED = "moles", 160, 404


def base_steps():
    return [v2.Resize((SIDE, SIDE)), v2.ToImage(), v2.ToDtype(torch.float32, scale=True)]


def channel_stats(subset):
    total, squares, n = torch.zeros(3), torch.zeros(3), 0
    for image, _ in subset:
        total += image.mean(dim=(1, 2))
        squares += (image ** 2).mean(dim=(1, 2))
        n += 1
    mean = total / n
    return mean.tolist(), (squares / n - mean ** 2).sqrt().tolist()


def accuracy(net, loader):
    net.eval()
    with torch.no_grad():
        hits = sum((net(x).argmax(1) == y).sum().item() for x, y in loader)
    return hits / len(loader.dataset)


def main():
    torch.manual_seed(SEED)
    plain = datasets.ImageFolder(ROOT, transform=v2.Compose(base_steps()))
    order = torch.randperm(len(plain), generator=torch.Generator().manual_seed(SEED)).tolist()
    a, b = int(0.7 * len(order)), int(0.85 * len(order))
    idx_train, idx_valid, idx_test = order[:a], order[a:b], order[b:]

    mean, std = channel_stats(Subset(plain, idx_train))
    norm = [v2.Normalize(mean, std)]
    flips = [v2.RandomHorizontalFlip(), v2.RandomVerticalFlip(), v2.RandomRotation(30)]
    varied = datasets.ImageFolder(ROOT, transform=v2.Compose(base_steps() + flips + norm))
    fixed = datasets.ImageFolder(ROOT, transform=v2.Compose(base_steps() + norm))

    train = DataLoader(Subset(varied, idx_train), batch_size=32, shuffle=True)
    valid = DataLoader(Subset(fixed, idx_valid), batch_size=64)
    test = DataLoader(Subset(fixed, idx_test), batch_size=64)

    net = models.resnet18(weights="IMAGENET1K_V1")
    net.fc = nn.Linear(net.fc.in_features, 2)
    opt = torch.optim.AdamW(net.parameters(), lr=3e-4)
    best, state = -1.0, None
    for epoch in range(20):
        net.train()
        for x, y in train:
            opt.zero_grad()
            nn.functional.cross_entropy(net(x), y).backward()
            opt.step()
        score = accuracy(net, valid)
        print(epoch, round(score, 4))
        if score > best:
            best, state = score, copy.deepcopy(net.state_dict())

    net.load_state_dict(state)
    print(f"test accuracy {accuracy(net, test):.4f}")


if __name__ == "__main__":
    main()
