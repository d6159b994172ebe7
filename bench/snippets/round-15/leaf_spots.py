"""Leaf-spot disease on sugar beet, small CNN on 64x64 crops."""
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

CLASSES = ["healthy", "cercospora", "ramularia"]


def variants(img):
    yield img
    yield img.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    yield img.rotate(90)
    yield img.rotate(180)


def read_photos(root):
    pixels, labels = [], []
    for code, name in enumerate(CLASSES):
        for path in sorted(Path(root, name).glob("*.jpg")):
            img = Image.open(path).convert("RGB").resize((64, 64))
            for view in variants(img):
                pixels.append(np.asarray(view, dtype=np.float32) / 255.0)
                labels.append(code)
    X = torch.from_numpy(np.stack(pixels)).permute(0, 3, 1, 2)
    return X, torch.tensor(labels)


def network():
    return nn.Sequential(
        nn.Conv2d(3, 16, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(16, 32, 3, padding=1), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(), nn.Dropout(0.3), nn.Linear(32 * 16 * 16, len(CLASSES)),
    )


def main():
    torch.manual_seed(0)
    X, y = read_photos("beet_photos")
    idx_tr, idx_te = train_test_split(
        np.arange(len(y)), test_size=0.2, stratify=y.numpy(), random_state=0
    )
    loader = DataLoader(TensorDataset(X[idx_tr], y[idx_tr]), batch_size=64, shuffle=True)
    net = network()
    opt = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in range(25):
        net.train()
        for xb, yb in loader:
            opt.zero_grad()
            nn.functional.cross_entropy(net(xb), yb).backward()
            opt.step()

    net.eval()
    with torch.no_grad():
        hits = (net(X[idx_te]).argmax(1) == y[idx_te]).float().mean().item()
    print(f"accuracy {hits:.3f}")


if __name__ == "__main__":
    main()
