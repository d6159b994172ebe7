from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset, Subset
from torchvision import transforms as T


class Welds(Dataset):
    def __init__(self, root, transform=None):
        self.items = [(p, int(p.parent.name == "defect")) for p in sorted(Path(root).glob("*/*.png"))]
        self.transform = transform

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        path, label = self.items[i]
        x = T.functional.to_tensor(Image.open(path).convert("L").resize((96, 96)))
        return (self.transform(x) if self.transform else x), label


def moments(ds):
    total = sq = n = 0.0
    for x, _ in ds:
        total += x.sum().item(); sq += (x ** 2).sum().item(); n += x.numel()
    mean = total / n
    return mean, (sq / n - mean ** 2) ** 0.5


@torch.no_grad()
def accuracy(net, ds):
    net.eval()
    return np.mean([float(net(x[None]).argmax(1).item() == y) for x, y in ds])


def main(root="welds_one_photo_per_part"):
    torch.manual_seed(0)
    order = np.random.default_rng(0).permutation(len(Welds(root)))
    a, b, c = np.split(order, [int(0.7 * len(order)), int(0.85 * len(order))])
    mean, std = moments(Subset(Welds(root), a))
    norm = T.Normalize([mean], [std])
    learn = Subset(Welds(root, T.Compose([T.RandomHorizontalFlip(), norm])), a)
    tune, final = Subset(Welds(root, norm), b), Subset(Welds(root, norm), c)
    net = nn.Sequential(nn.Conv2d(1, 16, 5), nn.ReLU(), nn.AdaptiveAvgPool2d(4), nn.Flatten(), nn.Linear(256, 2))
    opt = torch.optim.Adam(net.parameters(), 1e-3)
    best = (-1.0, None)
    for _ in range(20):
        net.train()
        for x, y in DataLoader(learn, 32, shuffle=True):
            opt.zero_grad()
            nn.functional.cross_entropy(net(x), y).backward()
            opt.step()
        acc = accuracy(net, tune)
        if acc > best[0]:
            best = (acc, {k: v.clone() for k, v in net.state_dict().items()})
    net.load_state_dict(best[1])
    print("accuracy", accuracy(net, final))


if __name__ == "__main__":
    main()
