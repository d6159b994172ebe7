"""Grades fundus photographs (0-4). File names look like P00412_L_2019-05.png."""
import argparse
from pathlib import Path

import numpy as np
import pandas as pd
import torch
from sklearn.linear_model import LogisticRegressionCV
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from torch.utils.data import DataLoader, Dataset
from torchvision.io import ImageReadMode, read_image
from torchvision.models import ResNet50_Weights, resnet50


class Photographs(Dataset):
    def __init__(self, table, folder):
        self.files = [Path(folder) / name for name in table["file"]]
        self.prepare = ResNet50_Weights.IMAGENET1K_V2.transforms()

    def __len__(self):
        return len(self.files)

    def __getitem__(self, i):
        return self.prepare(read_image(str(self.files[i]), ImageReadMode.RGB))


def catalogue(path):
    table = pd.read_csv(path)
    parts = table["file"].str.removesuffix(".png").str.split("_", expand=True)
    table["patient"], table["eye"], table["visit"] = parts[0], parts[1], parts[2]
    return table


@torch.no_grad()
def embed(table, folder):
    net = resnet50(weights=ResNet50_Weights.IMAGENET1K_V2).eval()
    net.fc = torch.nn.Identity()
    batches = DataLoader(Photographs(table, folder), batch_size=32, num_workers=4)
    return np.concatenate([net(batch).numpy() for batch in batches])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--grades", default="grades.csv")
    parser.add_argument("--photos", default="photos")
    args = parser.parse_args()

    table = catalogue(args.grades)
    print(f"{len(table)} photographs of {table['patient'].nunique()} patients")
    print(table.groupby("patient")["visit"].nunique().value_counts().sort_index().to_string())

    fit, hold = train_test_split(
        table, test_size=0.25, stratify=table["grade"], random_state=40
    )
    grader = make_pipeline(
        StandardScaler(),
        LogisticRegressionCV(Cs=np.logspace(-4, 0, 5), cv=3, class_weight="balanced", max_iter=3000),
    )
    grader.fit(embed(fit, args.photos), fit["grade"])
    guess = grader.predict(embed(hold, args.photos))
    print("kappa", round(cohen_kappa_score(hold["grade"], guess, weights="quadratic"), 3))


if __name__ == "__main__":
    main()
