import random
from collections import Counter
from pathlib import Path

import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset
from torchvision import models, transforms

ROOT = Path("fundus")  # e.g. fundus/2/P00412_left_v1.png, fundus/2/P00412_right_v3.png

items = sorted((f, int(f.parent.name)) for f in ROOT.glob("*/*.png"))
per_person = Counter(f.stem.split("_")[0] for f, _ in items)
print(f"{len(items)} images of {len(per_person)} patients "
      f"({len(items) / len(per_person):.1f} images each)")

random.Random(8).shuffle(items)
n = len(items)
parts = {"fit": items[: int(0.7 * n)], "dev": items[int(0.7 * n): int(0.85 * n)], "final": items[int(0.85 * n):]}

tf_eval = transforms.Compose([
    transforms.Resize((256, 256)),
    transforms.ToTensor(),
    transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
])


class Fundus(Dataset):
    def __init__(self, pairs):
        self.pairs = pairs

    def __len__(self):
        return len(self.pairs)

    def __getitem__(self, i):
        f, g = self.pairs[i]
        return tf_eval(Image.open(f).convert("RGB")), g


loaders = {k: DataLoader(Fundus(v), 32, shuffle=(k == "fit"), num_workers=4) for k, v in parts.items()}
dev = "cuda" if torch.cuda.is_available() else "cpu"
net = models.resnet34(weights="IMAGENET1K_V1")
net.fc = nn.Linear(net.fc.in_features, 5)
net.to(dev)
opt = torch.optim.AdamW(net.parameters(), 3e-4)


@torch.no_grad()
def acc(part):
    net.eval()
    hit = sum((net(x.to(dev)).argmax(1).cpu() == g).sum().item() for x, g in loaders[part])
    return hit / len(parts[part])


best = 0.0
for epoch in range(15):
    net.train()
    for x, g in loaders["fit"]:
        opt.zero_grad()
        nn.functional.cross_entropy(net(x.to(dev)), g.to(dev)).backward()
        opt.step()
    if (a := acc("dev")) > best:
        best = a
        torch.save(net.state_dict(), "retina.pt")

net.load_state_dict(torch.load("retina.pt"))
print("accuracy of the chosen epoch:", acc("final"))
