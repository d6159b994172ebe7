"""Field-level wheat yield from satellite index curves (torch)."""
import copy

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class CurveNet(nn.Module):
    def __init__(self, channels=4):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv1d(channels, 32, 5, padding=2), nn.ReLU(),
            nn.Conv1d(32, 32, 5, padding=2), nn.ReLU(),
            nn.AdaptiveAvgPool1d(1), nn.Flatten(),
        )
        self.out = nn.Linear(32, 1)

    def forward(self, curves):
        return self.out(self.conv(curves)).squeeze(1)


class Trainer:
    def __init__(self, net, patience=12, lr=2e-3):
        self.net, self.patience = net, patience
        self.optimiser = torch.optim.Adam(net.parameters(), lr=lr)

    def rmse(self, loader):
        self.net.eval()
        with torch.no_grad():
            errors = [((self.net(c) - t) ** 2) for c, t in loader]
        return torch.cat(errors).mean().sqrt().item()

    def fit(self, loader, monitor, epochs=300):
        best, stale, state = float("inf"), 0, None
        for epoch in range(epochs):
            self.net.train()
            for curves, tonnes in loader:
                self.optimiser.zero_grad()
                nn.functional.mse_loss(self.net(curves), tonnes).backward()
                self.optimiser.step()
            value = self.rmse(monitor)
            if value < best:
                best, stale, state = value, 0, copy.deepcopy(self.net.state_dict())
            else:
                stale += 1
                if stale >= self.patience:
                    break
        self.net.load_state_dict(state)
        return epoch + 1


def season_tensors(archive, seasons, centre, scale):
    rows = np.isin(archive["season"], seasons)
    curves = (archive["curves"][rows] - centre) / scale
    return TensorDataset(
        torch.tensor(curves, dtype=torch.float32),
        torch.tensor(archive["yield_t_ha"][rows], dtype=torch.float32),
    )


def main():
    torch.manual_seed(7)
    archive = np.load("data/wheat_fields.npz")
    past, latest = [2017, 2018, 2019, 2020, 2021], [2022]
    base = archive["curves"][np.isin(archive["season"], past)]
    centre, scale = base.mean(axis=(0, 2), keepdims=True), base.std(axis=(0, 2), keepdims=True)

    past_loader = DataLoader(season_tensors(archive, past, centre, scale), batch_size=64, shuffle=True)
    latest_loader = DataLoader(season_tensors(archive, latest, centre, scale), batch_size=256)

    trainer = Trainer(CurveNet())
    used = trainer.fit(past_loader, latest_loader)
    print(f"stopped after {used} epochs")
    print(f"RMSE 2022: {trainer.rmse(latest_loader):.3f} t/ha")
    torch.save(trainer.net.state_dict(), "models/wheat.pt")


if __name__ == "__main__":
    main()
