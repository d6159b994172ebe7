import torch
from torch.utils.data import DataLoader, random_split
from torchvision import datasets, transforms

STEPS = transforms.Compose(
    [
        transforms.Resize(256),
        transforms.CenterCrop(224),
        transforms.ToTensor(),
        transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    ]
)


def leaf_loaders(root, batch_size=32):
    leaves = datasets.ImageFolder(root, transform=STEPS)
    fit_part, held_part = random_split(leaves, [0.8, 0.2])
    return (
        DataLoader(fit_part, batch_size=batch_size, shuffle=True, num_workers=4),
        DataLoader(held_part, batch_size=batch_size, num_workers=4),
        leaves.classes,
    )


def device():
    return torch.device("cuda" if torch.cuda.is_available() else "cpu")
