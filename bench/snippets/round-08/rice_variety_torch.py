import sys

import torch
from torch import nn
from torch.utils.data import DataLoader, random_split
from torchvision import datasets, transforms

tfm = transforms.Compose([transforms.Resize((96, 96)), transforms.ToTensor()])


def loaders(root="rice", batch=64):
    grains = datasets.ImageFolder(root, tfm)
    n_fit = int(0.8 * len(grains))
    fit, held = random_split(grains, [n_fit, len(grains) - n_fit])
    return DataLoader(fit, batch, shuffle=True), DataLoader(held, batch)


def make_net(k=5):
    def block(a, b):
        return nn.Sequential(nn.Conv2d(a, b, 3, padding=1), nn.BatchNorm2d(b), nn.ReLU(), nn.MaxPool2d(2))

    return nn.Sequential(block(3, 16), block(16, 32), block(32, 64), nn.Flatten(), nn.Linear(64 * 144, k))


def train(path, epochs=10):
    fit, _ = loaders()
    net = make_net()
    opt = torch.optim.Adam(net.parameters(), 1e-3)
    for ep in range(epochs):
        run = 0.0
        for x, y in fit:
            opt.zero_grad()
            loss = nn.functional.cross_entropy(net(x), y)
            loss.backward()
            opt.step()
            run += loss.item()
        print(f"epoch {ep}: {run / len(fit):.4f}")
    torch.save(net.state_dict(), path)


@torch.no_grad()
def test(path):
    _, held = loaders()
    net = make_net()
    net.load_state_dict(torch.load(path))
    net.eval()
    hits = total = 0
    for x, y in held:
        hits += (net(x).argmax(1) == y).sum().item()
        total += y.numel()
    print(f"test accuracy {hits / total:.4f}")


if __name__ == "__main__":
    {"train": train, "test": test}[sys.argv[1]]("rice.pt")
