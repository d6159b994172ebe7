import numpy as np
import torch
from numpy.lib.stride_tricks import sliding_window_view
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

WIDTH, STEP = 128, 16


def windows(signal: np.ndarray, activity: np.ndarray):
    """signal (T, 6), activity (T,) -> overlapping windows with the activity of their last sample."""
    x = sliding_window_view(signal, WIDTH, axis=0)[::STEP]
    y = activity[WIDTH - 1::STEP]
    return torch.tensor(x.copy(), dtype=torch.float32), torch.tensor(y.copy(), dtype=torch.long)


recording = np.load("walk_session.npz")
x, y = windows(recording["imu"], recording["activity"])
data = TensorDataset(x, y)
g = torch.Generator().manual_seed(3)
train_set, test_set = random_split(data, [0.8, 0.2], generator=g)

net = nn.Sequential(
    nn.Conv1d(6, 32, 7, padding=3), nn.BatchNorm1d(32), nn.ReLU(), nn.MaxPool1d(4),
    nn.Conv1d(32, 64, 5, padding=2), nn.BatchNorm1d(64), nn.ReLU(), nn.AdaptiveAvgPool1d(1),
    nn.Flatten(), nn.Linear(64, 6),
)
opt = torch.optim.Adam(net.parameters(), 1e-3)
for epoch in range(15):
    for xb, yb in DataLoader(train_set, 64, shuffle=True, generator=g):
        opt.zero_grad()
        nn.functional.cross_entropy(net(xb), yb).backward()
        opt.step()

net.eval()
with torch.inference_mode():
    correct = sum((net(xb).argmax(1) == yb).sum().item() for xb, yb in DataLoader(test_set, 256))
print(f"test accuracy {correct / len(test_set):.3f}")
