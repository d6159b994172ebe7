"""Weld photographs, one seam per photograph."""
from torch.utils.data import DataLoader, random_split
from torchvision import transforms
from torchvision.datasets import ImageFolder

TO_TENSOR = transforms.Compose(
    [
        transforms.Resize((224, 224)),
        transforms.ToTensor(),
        transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225]),
    ]
)


def parts(root: str = "photos"):
    photos = ImageFolder(root, transform=TO_TENSOR)
    n_fit = int(0.8 * len(photos))
    return random_split(photos, [n_fit, len(photos) - n_fit])


def loader(part, shuffle=False, batch=32):
    return DataLoader(part, batch_size=batch, shuffle=shuffle, num_workers=4)
