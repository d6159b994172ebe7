from torch.utils.data import DataLoader, random_split
from torchvision import datasets, transforms

TO_TENSOR = transforms.Compose([
    transforms.Resize((128, 128)),
    transforms.ToTensor(),
    transforms.Normalize([0.5, 0.5, 0.5], [0.25, 0.25, 0.25]),
])


def photo_parts(root, held_share=0.2):
    photos = datasets.ImageFolder(root, transform=TO_TENSOR)
    n_held = int(len(photos) * held_share)
    fit_part, held_part = random_split(photos, [len(photos) - n_held, n_held])
    return photos.classes, fit_part, held_part


def loader(part, train):
    return DataLoader(part, batch_size=64, shuffle=train, num_workers=4)
