import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset, random_split


class Plates(Dataset):
    def __init__(self, path):
        z = np.load(path)
        self.x = torch.from_numpy(z["x"]).float()
        self.y = torch.from_numpy(z["y"]).long()
        self.shift = torch.zeros(self.x.shape[1])
        self.scale = torch.ones(self.x.shape[1])

    def __len__(self):
        return len(self.y)

    def __getitem__(self, i):
        return (self.x[i] - self.shift) / self.scale, self.y[i]


torch.manual_seed(0)
ds = Plates("plates.npz")
fit, val, fin = random_split(ds, [0.7, 0.15, 0.15], generator=torch.Generator().manual_seed(0))
rows = ds.x[fit.indices]
ds.shift, ds.scale = rows.mean(0), rows.std(0).clamp_min(1e-6)

net = nn.Sequential(nn.Linear(ds.x.shape[1], 64), nn.ReLU(), nn.Dropout(0.2), nn.Linear(64, 7))
opt = torch.optim.Adam(net.parameters(), 1e-3)
ce = nn.CrossEntropyLoss()


def score(part):
    net.eval()
    with torch.no_grad():
        hits = [(net(x).argmax(1) == y).float().sum().item() for x, y in DataLoader(part, 512)]
    return sum(hits) / len(part)


best = 0.0
for epoch in range(100):
    net.train()
    for x, y in DataLoader(fit, 64, shuffle=True):
        opt.zero_grad()
        ce(net(x), y).backward()
        opt.step()
    now = score(val)
    if now > best:
        best = now
        torch.save(net.state_dict(), "plates.pt")

net.load_state_dict(torch.load("plates.pt"))
print(f"val {best:.3f}  final {score(fin):.3f}")
