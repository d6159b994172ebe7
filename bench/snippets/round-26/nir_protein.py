"""Protein content of wheat samples from near-infrared spectra."""
import copy

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset, random_split


class WheatSpectra(Dataset):
    """One spectrum and one protein value for each sample."""

    def __init__(self, npz_path):
        store = np.load(npz_path)
        spectra = torch.tensor(store["absorbance"], dtype=torch.float32)
        protein = torch.tensor(store["protein"], dtype=torch.float32)
        self.centre, self.spread = spectra.mean(dim=0), spectra.std(dim=0)
        self.x = (spectra - self.centre) / self.spread.clamp_min(1e-6)
        self.y = protein

    def __len__(self):
        return len(self.y)

    def __getitem__(self, i):
        return self.x[i], self.y[i]


def net_for(width):
    return nn.Sequential(
        nn.Linear(width, 64), nn.GELU(), nn.Dropout(0.2), nn.Linear(64, 32), nn.GELU(), nn.Linear(32, 1)
    )


@torch.no_grad()
def rmse(net, loader):
    net.eval()
    errors = torch.cat([net(x).squeeze(1) - y for x, y in loader])
    return errors.pow(2).mean().sqrt().item()


def main():
    torch.manual_seed(3)
    samples = WheatSpectra("wheat_nir.npz")
    n = len(samples)
    sizes = [n - 2 * (n // 6), n // 6, n // 6]
    fit, dev, test = random_split(samples, sizes, generator=torch.Generator().manual_seed(3))
    fit_dl = DataLoader(fit, batch_size=32, shuffle=True)
    dev_dl, test_dl = DataLoader(dev, batch_size=256), DataLoader(test, batch_size=256)

    net = net_for(samples.x.shape[1])
    optim = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=1e-3)
    best, best_state = float("inf"), None
    for _ in range(200):
        net.train()
        for x, y in fit_dl:
            optim.zero_grad()
            nn.functional.mse_loss(net(x).squeeze(1), y).backward()
            optim.step()
        now = rmse(net, dev_dl)
        if now < best:
            best, best_state = now, copy.deepcopy(net.state_dict())
    net.load_state_dict(best_state)
    print(f"dev RMSE {best:.3f}  test RMSE {rmse(net, test_dl):.3f} % protein")


if __name__ == "__main__":
    main()
