import torch
from torch import nn
from torch.utils.data import DataLoader, Dataset, random_split


class Signals(Dataset):
    def __init__(self, path):
        blob = torch.load(path)
        self.x = blob["signals"].float()
        self.y = blob["class"].long()
        self.shift = torch.zeros(self.x.shape[1], 1)
        self.scale = torch.ones(self.x.shape[1], 1)

    def set_norm(self, shift, scale):
        self.shift, self.scale = shift, scale

    def __len__(self):
        return len(self.y)

    def __getitem__(self, i):
        return (self.x[i] - self.shift) / self.scale, self.y[i]


def make_net(channels, n_classes):
    return nn.Sequential(
        nn.Conv1d(channels, 32, 7, stride=2),
        nn.ReLU(),
        nn.Conv1d(32, 64, 5, stride=2),
        nn.ReLU(),
        nn.AdaptiveAvgPool1d(1),
        nn.Flatten(),
        nn.Linear(64, n_classes),
    )


def main():
    data = Signals("data/signals.pt")
    gen = torch.Generator().manual_seed(18)
    train, test = random_split(data, [0.8, 0.2], generator=gen)

    seen = data.x[train.indices]
    data.set_norm(seen.mean(dim=(0, 2)).unsqueeze(1), seen.std(dim=(0, 2)).unsqueeze(1) + 1e-8)

    net = make_net(data.x.shape[1], 6)
    opt = torch.optim.Adam(net.parameters(), lr=1e-3)
    lossf = nn.CrossEntropyLoss()
    for epoch in range(25):
        net.train()
        for xb, yb in DataLoader(train, 64, shuffle=True):
            opt.zero_grad()
            lossf(net(xb), yb).backward()
            opt.step()

    net.eval()
    hits = total = 0
    with torch.no_grad():
        for xb, yb in DataLoader(test, 256):
            hits += (net(xb).argmax(1) == yb).sum().item()
            total += len(yb)
    print("accuracy", hits / total)


if __name__ == "__main__":
    main()
