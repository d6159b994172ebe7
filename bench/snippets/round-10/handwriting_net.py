import argparse

import torch
from torch import nn, optim
from torch.utils.data import DataLoader, random_split
from torchvision import datasets, transforms


def make_loaders(root, batch):
    ds = datasets.ImageFolder(root, transforms.Compose([transforms.Grayscale(), transforms.Resize((32, 32)), transforms.ToTensor()]))
    n = int(0.85 * len(ds))
    a, b = random_split(ds, [n, len(ds) - n])
    return DataLoader(a, batch, shuffle=True), DataLoader(b, batch), len(ds.classes)


def network(classes):
    return nn.Sequential(
        nn.Conv2d(1, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Linear(64 * 64, 128), nn.ReLU(), nn.Linear(128, classes),
    )


def train(args):
    loader, _, classes = make_loaders(args.root, args.batch)
    net = network(classes)
    opt = optim.SGD(net.parameters(), lr=0.05, momentum=0.9)
    for ep in range(args.epochs):
        total = 0.0
        for img, lab in loader:
            opt.zero_grad()
            loss = nn.functional.cross_entropy(net(img), lab)
            loss.backward()
            opt.step()
            total += loss.item()
        print(ep, total / len(loader))
    torch.save(net.state_dict(), args.weights)


@torch.no_grad()
def evaluate(args):
    _, loader, classes = make_loaders(args.root, args.batch)
    net = network(classes)
    net.load_state_dict(torch.load(args.weights))
    net.eval()
    right = sum((net(img).argmax(1) == lab).sum().item() for img, lab in loader)
    print("accuracy", right / len(loader.dataset))


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("root")
    ap.add_argument("--batch", type=int, default=128)
    ap.add_argument("--epochs", type=int, default=15)
    ap.add_argument("--weights", default="net.pt")
    args = ap.parse_args()
    train(args)
    evaluate(args)
