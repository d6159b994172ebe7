import numpy as np
import torch
from PIL import Image
from sklearn.model_selection import GroupShuffleSplit
from torch.utils.data import Dataset
from torchvision import transforms


class LesionImages(Dataset):
    def __init__(self, table, transform):
        self.files, self.labels = table["file"].tolist(), table["malignant"].tolist()
        self.transform = transform

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        image = Image.open(self.files[i]).convert("RGB")
        return self.transform(image), torch.tensor(self.labels[i], dtype=torch.float32)


def patient_parts(table, seed):
    outer = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=seed)
    rest, test = next(outer.split(table, groups=table["patient_id"]))
    rest, test = table.iloc[rest], table.iloc[test]
    inner = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=seed)
    fit, val = next(inner.split(rest, groups=rest["patient_id"]))
    return rest.iloc[fit], rest.iloc[val], test


def channel_stats(files):
    pixels = [np.asarray(Image.open(f).convert("RGB").resize((64, 64))) / 255.0 for f in files]
    stacked = np.stack(pixels).reshape(-1, 3)
    return stacked.mean(axis=0).tolist(), stacked.std(axis=0).tolist()


def transform_pair(mean, std):
    tail = [transforms.ToTensor(), transforms.Normalize(mean, std)]
    turned = [transforms.RandomResizedCrop(224, (0.7, 1.0)), transforms.RandomHorizontalFlip()]
    return transforms.Compose(turned + tail), transforms.Compose([transforms.Resize((224, 224))] + tail)
