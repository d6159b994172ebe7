import argparse

import torch
from torch import nn
from torch.utils.data import DataLoader
from torchvision.models import efficientnet_b0

from photos import Photos, channel_moments, read_photos, roles


def accuracy(net, loader, device):
    net.eval()
    hits = 0
    with torch.no_grad():
        for x, y in loader:
            hits += (net(x.to(device)).argmax(1).cpu() == y).sum().item()
    return hits / len(loader.dataset)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("root")
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--ckpt", default="leaf.pt")
    args = parser.parse_args()
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")

    paths, labels, diseases = read_photos(args.root)
    rows = roles(len(paths), "roles.json")
    take = lambda part: ([paths[i] for i in rows[part]], [labels[i] for i in rows[part]])
    moments = channel_moments(take("train")[0])
    train = DataLoader(Photos(*take("train"), moments, augment=True), 32, shuffle=True, num_workers=4)
    valid = DataLoader(Photos(*take("valid"), moments), 64)
    test = DataLoader(Photos(*take("test"), moments), 64)

    net = efficientnet_b0(num_classes=len(diseases)).to(device)
    opt = torch.optim.AdamW(net.parameters(), lr=5e-4)
    best = 0.0
    for epoch in range(args.epochs):
        net.train()
        for x, y in train:
            opt.zero_grad()
            nn.functional.cross_entropy(net(x.to(device)), y.to(device)).backward()
            opt.step()
        current = accuracy(net, valid, device)
        if current > best:
            best = current
            torch.save(net.state_dict(), args.ckpt)
    net.load_state_dict(torch.load(args.ckpt, map_location=device))
    print(f"valid {best:.4f}  test {accuracy(net, test, device):.4f}")


if __name__ == "__main__":
    main()
