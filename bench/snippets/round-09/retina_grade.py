import pathlib
import re

import torch
from PIL import Image
from torch import nn
from torch.utils.data import DataLoader, Dataset, Subset
from torchvision import models, transforms

ROOT = pathlib.Path("fundus")
PATTERN = re.compile(r"(?P<patient>P\d+)_(?P<visit>V\d)_(?P<eye>[LR])_g(?P<grade>\d)\.jpg")
tf = transforms.Compose([
    transforms.Resize((224, 224)),
    transforms.ToTensor(),
    transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
])


class Fundus(Dataset):
    def __init__(self):
        self.items = []
        for f in sorted(ROOT.glob("*.jpg")):
            m = PATTERN.match(f.name)
            if m:
                self.items.append((f, m["patient"], m["eye"], int(m["grade"])))

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        f, _, _, grade = self.items[i]
        return tf(Image.open(f).convert("RGB")), grade


data = Fundus()
n_patients = len({p for _, p, _, _ in data.items})
print(f"{len(data)} images of {n_patients} patients")

order = torch.randperm(len(data), generator=torch.Generator().manual_seed(0)).tolist()
cut = int(0.8 * len(order))
dl_fit = DataLoader(Subset(data, order[:cut]), batch_size=32, shuffle=True)
dl_out = DataLoader(Subset(data, order[cut:]), batch_size=64)

net = models.resnet34(weights="IMAGENET1K_V1")
net.fc = nn.Linear(net.fc.in_features, 5)
opt = torch.optim.AdamW(net.parameters(), lr=1e-4)
for epoch in range(10):
    net.train()
    for x, g in dl_fit:
        opt.zero_grad()
        nn.functional.cross_entropy(net(x), g).backward()
        opt.step()

net.eval()
hit = 0
with torch.no_grad():
    for x, g in dl_out:
        hit += (net(x).argmax(1) == g).sum().item()
print("accuracy", hit / (len(order) - cut))
