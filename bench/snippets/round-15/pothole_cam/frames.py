"""Photos of road surface sent in by residents, one per report."""
from torch.utils.data import DataLoader, random_split
from torchvision import datasets, transforms

SIZE = 96


def make_loaders(root, batch_size=64):
    prepare = transforms.Compose([
        transforms.Resize((SIZE, SIZE)),
        transforms.ToTensor(),
    ])
    frames = datasets.ImageFolder(root, transform=prepare)
    n_test = len(frames) // 5
    learn, test = random_split(frames, [len(frames) - n_test, n_test])
    return (
        DataLoader(learn, batch_size=batch_size, shuffle=True),
        DataLoader(test, batch_size=batch_size),
        frames.classes,
    )
