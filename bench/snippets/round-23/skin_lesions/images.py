import pandas as pd
import torch
from PIL import Image
from sklearn.model_selection import GroupShuffleSplit
from torch.utils.data import Dataset
from torchvision import transforms

IMAGENET = transforms.Normalize([0.485, 0.456, 0.406], [0.229, 0.224, 0.225])
PLAIN = transforms.Compose([transforms.Resize((224, 224)), transforms.ToTensor(), IMAGENET])
VARIED = transforms.Compose([
    transforms.RandomResizedCrop(224, scale=(0.7, 1.0)),
    transforms.RandomHorizontalFlip(),
    transforms.RandomVerticalFlip(),
    transforms.ColorJitter(0.2, 0.2, 0.1),
    transforms.ToTensor(),
    IMAGENET,
])


class Lesions(Dataset):
    def __init__(self, table, transform):
        self.table = table.reset_index(drop=True)
        self.transform = transform

    def __len__(self):
        return len(self.table)

    def __getitem__(self, i):
        row = self.table.loc[i]
        picture = Image.open(row["file"]).convert("RGB")
        return self.transform(picture), torch.tensor(float(row["malignant"]))


def cut(table, share, seed):
    splitter = GroupShuffleSplit(n_splits=1, test_size=share, random_state=seed)
    first, second = next(splitter.split(table, groups=table["patient"]))
    return table.iloc[first], table.iloc[second]


def three_sets(path):
    table = pd.read_csv(path).drop_duplicates("sha1")
    rest, test = cut(table, 0.2, seed=1)
    train, valid = cut(rest, 0.2, seed=2)
    return Lesions(train, VARIED), Lesions(valid, PLAIN), Lesions(test, PLAIN)
