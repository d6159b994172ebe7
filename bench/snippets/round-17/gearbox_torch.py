import copy

import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Subset, TensorDataset, random_split


def load(path: str) -> TensorDataset:
    """One spectrum per gearbox, end-of-line test bench."""
    stored = np.load(path)
    x = torch.tensor(stored["spectra"], dtype=torch.float32)
    y = torch.tensor(stored["faulty"], dtype=torch.long)
    return TensorDataset(x, y)


def moments(part: Subset):
    x = part.dataset.tensors[0][part.indices]
    return x.mean(dim=0), x.std(dim=0).clamp_min(1e-6)


class Net(nn.Module):
    def __init__(self, mean, std, hidden: int = 128):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("std", std)
        self.body = nn.Sequential(nn.Linear(len(mean), hidden), nn.ReLU(), nn.Dropout(0.3), nn.Linear(hidden, 2))

    def forward(self, x):
        return self.body((x - self.mean) / self.std)


@torch.no_grad()
def accuracy(net, part) -> float:
    net.eval()
    pairs = [(net(x).argmax(1) == y).float() for x, y in DataLoader(part, batch_size=256)]
    return torch.cat(pairs).mean().item()


def main() -> None:
    torch.manual_seed(0)
    bench = load("gearboxes.npz")
    learn, tune, check = random_split(bench, [0.7, 0.15, 0.15], generator=torch.Generator().manual_seed(0))
    net = Net(*moments(learn))
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3)
    best, state = 0.0, copy.deepcopy(net.state_dict())
    for _ in range(80):
        net.train()
        for x, y in DataLoader(learn, batch_size=64, shuffle=True):
            optimiser.zero_grad()
            nn.functional.cross_entropy(net(x), y).backward()
            optimiser.step()
        now = accuracy(net, tune)
        if now > best:
            best, state = now, copy.deepcopy(net.state_dict())
    net.load_state_dict(state)
    print(f"validation {best:.3f}  test {accuracy(net, check):.3f}")


if __name__ == "__main__":
    main()
