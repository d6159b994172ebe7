from torch.utils.data import random_split
from torchvision import datasets, transforms

TO_TENSOR = transforms.Compose([transforms.Grayscale(), transforms.Resize(32), transforms.ToTensor()])


def parts(root="data/glyphs", share=0.8):
    full = datasets.ImageFolder(root, transform=TO_TENSOR)
    n_train = int(share * len(full))
    return random_split(full, [n_train, len(full) - n_train])
