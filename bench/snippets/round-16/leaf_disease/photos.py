import json
from pathlib import Path

import torch
from PIL import Image
from torch.utils.data import Dataset
from torchvision import transforms

SIDE = 192


def read_photos(root):
    """One photo per plant: root/<disease>/<plant>.jpg"""
    paths = sorted(Path(root).glob("*/*.jpg"))
    diseases = sorted({p.parent.name for p in paths})
    return paths, [diseases.index(p.parent.name) for p in paths], diseases


def roles(n, target, seed=101):
    target = Path(target)
    if not target.exists():
        order = torch.randperm(n, generator=torch.Generator().manual_seed(seed)).tolist()
        a, b = int(0.7 * n), int(0.85 * n)
        target.write_text(json.dumps({"train": order[:a], "valid": order[a:b], "test": order[b:]}))
    return json.loads(target.read_text())


def channel_moments(paths):
    resize = transforms.Compose([transforms.Resize((SIDE, SIDE)), transforms.ToTensor()])
    total = torch.zeros(3)
    square = torch.zeros(3)
    for path in paths:
        pixels = resize(Image.open(path).convert("RGB")).flatten(1)
        total += pixels.mean(dim=1)
        square += (pixels**2).mean(dim=1)
    mean = total / len(paths)
    return mean.tolist(), (square / len(paths) - mean**2).sqrt().tolist()


class Photos(Dataset):
    def __init__(self, paths, labels, moments, augment=False):
        self.paths, self.labels = paths, labels
        steps = [transforms.Resize((SIDE, SIDE))]
        if augment:
            steps += [transforms.RandomHorizontalFlip(), transforms.RandomRotation(25), transforms.ColorJitter(0.2, 0.2)]
        self.view = transforms.Compose([*steps, transforms.ToTensor(), transforms.Normalize(*moments)])

    def __len__(self):
        return len(self.paths)

    def __getitem__(self, i):
        return self.view(Image.open(self.paths[i]).convert("RGB")), self.labels[i]
