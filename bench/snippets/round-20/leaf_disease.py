from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageOps
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

CLASSES = ["healthy", "rust", "blight"]


def variants(img):
    yield img
    yield ImageOps.mirror(img)
    yield ImageOps.flip(img)
    for angle in (15, -15, 90):
        yield img.rotate(angle)


def load_leaves(root):
    images, labels = [], []
    for k, name in enumerate(CLASSES):
        for path in sorted(Path(root, name).glob("*.jpg")):
            base = Image.open(path).convert("RGB").resize((64, 64))
            for v in variants(base):
                images.append(np.asarray(v, dtype=np.float32).transpose(2, 0, 1) / 255.0)
                labels.append(k)
    return np.stack(images), np.array(labels)


def make_net():
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(4),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.AdaptiveAvgPool2d(1),
        nn.Flatten(), nn.Linear(32, len(CLASSES)),
    )


def main():
    torch.manual_seed(5)
    images, labels = load_leaves("leaves")
    xa, xb, ya, yb = train_test_split(images, labels, test_size=0.2, stratify=labels, random_state=5)
    loader = DataLoader(TensorDataset(torch.tensor(xa), torch.tensor(ya)), batch_size=64, shuffle=True)
    net = make_net()
    opt = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in range(15):
        for xb_, yb_ in loader:
            opt.zero_grad()
            nn.functional.cross_entropy(net(xb_), yb_).backward()
            opt.step()
    net.eval()
    with torch.no_grad():
        acc = (net(torch.tensor(xb)).argmax(1) == torch.tensor(yb)).float().mean()
    print("accuracy", float(acc))


if __name__ == "__main__":
    main()
