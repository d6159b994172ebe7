"""Crop type of Sentinel-2 tiles; one tile per field, fields spread over the country."""
import copy

import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset, random_split


class Tiles(Dataset):
    def __init__(self, path):
        stored = torch.load(path)
        self.bands = stored["bands"].float()          # n x 10 x 32 x 32
        self.crop = stored["crop"].long()
        self.mean = self.bands.mean(dim=(0, 2, 3), keepdim=True)[0]
        self.std = self.bands.std(dim=(0, 2, 3), keepdim=True)[0]

    def __len__(self):
        return len(self.crop)

    def __getitem__(self, i):
        return (self.bands[i] - self.mean) / self.std, self.crop[i]


def build(n_crops):
    return nn.Sequential(
        nn.Conv2d(10, 32, 3, padding=1), nn.BatchNorm2d(32), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(32, 64, 3, padding=1), nn.BatchNorm2d(64), nn.ReLU(),
        nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(64, n_crops),
    )


@torch.no_grad()
def accuracy(net, part):
    net.eval()
    hits = sum((net(x).argmax(1) == y).sum().item() for x, y in DataLoader(part, 256))
    return hits / len(part)


def main():
    tiles = Tiles("tiles.pt")
    n_val = n_test = len(tiles) // 6
    sizes = [len(tiles) - n_val - n_test, n_val, n_test]
    fit, val, test = random_split(tiles, sizes, generator=torch.Generator().manual_seed(7))

    net = build(int(tiles.crop.max()) + 1)
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-3)
    best, kept = 0.0, copy.deepcopy(net.state_dict())
    for _ in range(40):
        net.train()
        for x, y in DataLoader(fit, 64, shuffle=True):
            optimiser.zero_grad()
            nn.functional.cross_entropy(net(x), y).backward()
            optimiser.step()
        score = accuracy(net, val)
        if score > best:
            best, kept = score, copy.deepcopy(net.state_dict())
    net.load_state_dict(kept)
    print(f"validation {best:.3f}  test {accuracy(net, test):.3f}")


if __name__ == "__main__":
    main()
