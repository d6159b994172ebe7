"""Leaf photographs and their partition."""
import torch
from torch.utils.data import DataLoader, random_split
from torchvision import transforms
from torchvision.datasets import ImageFolder

VIEW = transforms.Compose(
    [
        transforms.Resize(256),
        transforms.CenterCrop(224),
        transforms.ToTensor(),
        transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    ]
)


def loaders(root="data/leaves", batch_size=64, workers=4):
    photos = ImageFolder(root, transform=VIEW)
    n_eval = len(photos) // 5
    fit, rest = random_split(photos, [len(photos) - n_eval, n_eval])
    return (
        DataLoader(fit, batch_size, shuffle=True, num_workers=workers),
        DataLoader(rest, batch_size, num_workers=workers),
        photos.classes,
    )


def device():
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
