from pathlib import Path

import numpy as np
import torch
from numpy.lib.stride_tricks import sliding_window_view
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import ConcatDataset, DataLoader, TensorDataset

WIDTH, STEP = 128, 64
torch.manual_seed(1)


def windows(file):
    """One recording stands for one volunteer."""
    z = np.load(file)
    x = sliding_window_view(z["imu"], WIDTH, axis=0)[::STEP].copy()
    y = z["posture"][WIDTH - 1::STEP].copy()
    return TensorDataset(torch.from_numpy(x).float(), torch.from_numpy(y).long())


def dataset(files):
    return ConcatDataset([windows(f) for f in files])


recordings = sorted(Path("volunteers").glob("*.npz"))
train_files, test_files = train_test_split(recordings, test_size=0.25, random_state=1)
train, test = dataset(train_files), dataset(test_files)

net = nn.Sequential(
    nn.BatchNorm1d(6), nn.Conv1d(6, 32, 9), nn.ReLU(), nn.MaxPool1d(4),
    nn.Conv1d(32, 32, 5), nn.ReLU(), nn.AdaptiveMaxPool1d(1), nn.Flatten(), nn.Linear(32, 5),
)
opt = torch.optim.AdamW(net.parameters(), lr=1e-3)
for epoch in range(12):
    for x, y in DataLoader(train, 128, shuffle=True):
        opt.zero_grad()
        nn.functional.cross_entropy(net(x), y).backward()
        opt.step()

net.eval()
with torch.no_grad():
    good = sum((net(x).argmax(1) == y).sum().item() for x, y in DataLoader(test, 512))
print(f"accuracy on {len(test_files)} unseen volunteers {good / len(test):.3f}")
