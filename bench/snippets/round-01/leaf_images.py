import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, Subset, TensorDataset, random_split

torch.manual_seed(0)
images = torch.as_tensor(np.load("leaves_x.npy"), dtype=torch.float32)
labels = torch.as_tensor(np.load("leaves_y.npy"), dtype=torch.long)

parts = random_split(range(len(labels)), [0.7, 0.15, 0.15], generator=torch.Generator().manual_seed(0))
train_idx, val_idx, test_idx = (list(p.indices) for p in parts)

mu = images[train_idx].mean(dim=(0, 2, 3), keepdim=True)
sigma = images[train_idx].std(dim=(0, 2, 3), keepdim=True).clamp_min(1e-6)
data = TensorDataset((images - mu) / sigma, labels)

loaders = {
    "train": DataLoader(Subset(data, train_idx), batch_size=64, shuffle=True),
    "val": DataLoader(Subset(data, val_idx), batch_size=256),
    "test": DataLoader(Subset(data, test_idx), batch_size=256),
}
net = nn.Sequential(nn.Flatten(), nn.LazyLinear(256), nn.ReLU(), nn.Linear(256, 12))
net(data[0][0].unsqueeze(0))
optim = torch.optim.Adam(net.parameters(), lr=1e-3)


@torch.no_grad()
def accuracy(loader):
    net.eval()
    right = sum((net(x).argmax(1) == y).sum().item() for x, y in loader)
    return right / len(loader.dataset)


best, state = 0.0, None
for epoch in range(30):
    net.train()
    for x, y in loaders["train"]:
        optim.zero_grad()
        nn.functional.cross_entropy(net(x), y).backward()
        optim.step()
    if (acc := accuracy(loaders["val"])) > best:
        best, state = acc, {k: v.clone() for k, v in net.state_dict().items()}

net.load_state_dict(state)
print("val", best, "test", accuracy(loaders["test"]))
