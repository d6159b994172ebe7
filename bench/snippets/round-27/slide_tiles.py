"""Tumour / stroma on tiles cut from whole-slide images: tiles/<slide>/<label>_<x>_<y>.png"""
from pathlib import Path

import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset, random_split
from torchvision import models
from torchvision.transforms import v2

LABELS = {"stroma": 0, "tumour": 1, "necrosis": 2}
PREP = v2.Compose([
    v2.PILToTensor(), v2.Resize((192, 192)), v2.ToDtype(torch.float32, scale=True),
    v2.Normalize([0.70, 0.55, 0.70], [0.2, 0.2, 0.2]),
])


class Tiles(Dataset):
    def __init__(self, root):
        self.items = []
        for slide in sorted(Path(root).iterdir()):
            for tile in sorted(slide.glob("*.png")):
                self.items.append((tile, LABELS[tile.stem.split("_")[0]]))

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        path, label = self.items[i]
        return PREP(Image.open(path).convert("RGB")), label


def portions(dataset, seed=13):
    n = len(dataset)
    sizes = [n - 2 * (n // 7), n // 7, n // 7]
    return random_split(dataset, sizes, generator=torch.Generator().manual_seed(seed))


@torch.no_grad()
def share_right(net, loader, device):
    net.eval()
    right = [(net(x.to(device)).argmax(1).cpu() == y).float() for x, y in loader]
    return torch.cat(right).mean().item()


def main():
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    train, valid, test = portions(Tiles("tiles"))
    feed = DataLoader(train, 64, shuffle=True, num_workers=8)
    steady = {"valid": DataLoader(valid, 128), "test": DataLoader(test, 128)}

    net = models.efficientnet_b0(num_classes=len(LABELS)).to(device)
    opt = torch.optim.AdamW(net.parameters(), 1e-3)
    best = (0.0, None)
    for epoch in range(25):
        net.train()
        for x, y in feed:
            opt.zero_grad()
            nn.functional.cross_entropy(net(x.to(device)), y.to(device)).backward()
            opt.step()
        score = share_right(net, steady["valid"], device)
        if score > best[0]:
            best = (score, {k: v.cpu().clone() for k, v in net.state_dict().items()})
    net.load_state_dict(best[1])
    print("tile accuracy", share_right(net, steady["test"], device))


if __name__ == "__main__":
    main()
