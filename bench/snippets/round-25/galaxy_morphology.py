"""Spiral, elliptical or irregular: five-band cut-outs, one per catalogue object."""
import argparse

import numpy as np
import torch
from sklearn.metrics import f1_score
from torch import nn
from torch.utils.data import DataLoader, Dataset


class Cutouts(Dataset):
    def __init__(self, cubes, kinds, rows, centre, spread, spin=False):
        self.cubes, self.kinds, self.rows = cubes, kinds, rows
        self.centre, self.spread, self.spin = centre, spread, spin

    def __len__(self):
        return len(self.rows)

    def __getitem__(self, i):
        row = self.rows[i]
        cube = torch.from_numpy(np.array(self.cubes[row], dtype=np.float32))
        cube = (torch.asinh(cube) - self.centre) / self.spread
        if self.spin:
            cube = torch.rot90(cube, int(torch.randint(4, ())), dims=(1, 2))
            if torch.rand(()) < 0.5:
                cube = cube.flip(2)
        return cube, int(self.kinds[row])


def band_stats(cubes, rows, chunk=512):
    total, square, n = torch.zeros(5), torch.zeros(5), 0
    for start in range(0, len(rows), chunk):
        block = torch.asinh(torch.from_numpy(np.array(cubes[rows[start:start + chunk]], dtype=np.float32)))
        total += block.sum(dim=(0, 2, 3))
        square += block.pow(2).sum(dim=(0, 2, 3))
        n += block.shape[0] * block.shape[2] * block.shape[3]
    mean = total / n
    return mean.view(-1, 1, 1), (square / n - mean**2).sqrt().view(-1, 1, 1)


def network():
    def stage(i, o):
        return [nn.Conv2d(i, o, 3, padding=1), nn.BatchNorm2d(o), nn.ReLU(), nn.MaxPool2d(2)]
    return nn.Sequential(*stage(5, 32), *stage(32, 64), *stage(64, 128),
                         nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.3), nn.Linear(128, 3))


@torch.no_grad()
def macro_f1(net, loader):
    net.eval()
    pairs = [(net(x).argmax(1), y) for x, y in loader]
    guess, truth = map(torch.cat, zip(*pairs))
    return f1_score(truth.numpy(), guess.numpy(), average="macro")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--epochs", type=int, default=40)
    args = ap.parse_args()
    torch.manual_seed(0)
    cubes, kinds = np.load("cubes.npy", mmap_mode="r"), np.load("kinds.npy")

    order = np.random.default_rng(0).permutation(len(kinds))
    fit, val, test = np.split(order, [int(0.7 * len(order)), int(0.85 * len(order))])
    centre, spread = band_stats(cubes, np.sort(fit))
    sets = [Cutouts(cubes, kinds, rows, centre, spread, spin=rows is fit) for rows in (fit, val, test)]
    fit_dl, val_dl, test_dl = (DataLoader(s, batch_size=128, shuffle=s.spin) for s in sets)

    net, loss_fn = network(), nn.CrossEntropyLoss()
    optimiser = torch.optim.Adam(net.parameters(), lr=1e-3)
    top, saved = -1.0, None
    for _ in range(args.epochs):
        net.train()
        for x, y in fit_dl:
            optimiser.zero_grad()
            loss_fn(net(x), y).backward()
            optimiser.step()
        score = macro_f1(net, val_dl)
        if score > top:
            top, saved = score, {k: v.clone() for k, v in net.state_dict().items()}
    net.load_state_dict(saved)
    print(f"validation {top:.4f}  test {macro_f1(net, test_dl):.4f}")


if __name__ == "__main__":
    main()
