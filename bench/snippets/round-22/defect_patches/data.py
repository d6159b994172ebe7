from pathlib import Path

import torch
from torch.utils.data import DataLoader, random_split
from torchvision import datasets, transforms

SIZE = 96


def patches(root):
    steps = transforms.Compose([
        transforms.Grayscale(),
        transforms.Resize((SIZE, SIZE)),
        transforms.ToTensor(),
        transforms.Normalize([0.5], [0.5]),
    ])
    return datasets.ImageFolder(Path(root), transform=steps)


def loaders(root, batch=64):
    everything = patches(root)
    held = len(everything) // 5
    work, rest = random_split(everything, [len(everything) - held, held])
    return (
        DataLoader(work, batch_size=batch, shuffle=True, num_workers=4),
        DataLoader(rest, batch_size=batch, num_workers=4),
    )


def device():
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
