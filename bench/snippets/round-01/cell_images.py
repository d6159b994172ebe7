import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

device = "cuda" if torch.cuda.is_available() else "cpu"

images = torch.from_numpy(np.load("cells_x.npy")).float()
labels = torch.from_numpy(np.load("cells_y.npy")).long()

mean = images.mean(dim=(0, 2, 3), keepdim=True)
std = images.std(dim=(0, 2, 3), keepdim=True)
dataset = TensorDataset((images - mean) / std, labels)

n_test = len(dataset) // 5
train_set, test_set = random_split(
    dataset, [len(dataset) - n_test, n_test], generator=torch.Generator().manual_seed(0)
)
train_dl = DataLoader(train_set, batch_size=128, shuffle=True)
test_dl = DataLoader(test_set, batch_size=256)

net = nn.Sequential(
    nn.Conv2d(3, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
    nn.Conv2d(32, 64, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(1),
    nn.Flatten(), nn.Linear(64, 5),
).to(device)
opt = torch.optim.AdamW(net.parameters(), lr=3e-4)
loss_fn = nn.CrossEntropyLoss()

for epoch in range(20):
    net.train()
    for xb, yb in train_dl:
        opt.zero_grad()
        loss_fn(net(xb.to(device)), yb.to(device)).backward()
        opt.step()

net.eval()
hits = 0
with torch.no_grad():
    for xb, yb in test_dl:
        hits += (net(xb.to(device)).argmax(1).cpu() == yb).sum().item()
print("test accuracy", hits / n_test)
