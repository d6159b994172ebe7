from pathlib import Path

import torch
from torch.utils.data import Dataset, random_split
from torchvision.io import ImageReadMode, read_image
from torchvision.transforms.functional import resize

CLASSES = ["ok", "porosity", "crack", "undercut"]


class WeldImages(Dataset):
    def __init__(self, root):
        self.items = [
            (path, index)
            for index, name in enumerate(CLASSES)
            for path in sorted((Path(root) / name).glob("*.png"))
        ]

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        path, index = self.items[i]
        image = read_image(str(path), ImageReadMode.GRAY).float() / 255
        return resize(image, [96, 96], antialias=True), torch.tensor(index)


def parts(root, shares=(0.7, 0.15, 0.15)):
    return random_split(WeldImages(root), shares)
