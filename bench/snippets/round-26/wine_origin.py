"""Predict the region of a wine from its lab sheet and tasting card."""
import argparse

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score
from sklearn.model_selection import StratifiedShuffleSplit
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import OrdinalEncoder, StandardScaler

LAB = ["alcohol", "ph", "residual_sugar", "total_acidity", "sulphates", "density"]
CARD = ["colour", "body", "closure"]


def read_sheets(path):
    wines = pd.read_csv(path).dropna(subset=LAB + ["region"])
    wines[CARD] = wines[CARD].fillna("none")
    return wines.drop_duplicates("bottle_code").reset_index(drop=True)


def prepare(part):
    codes = OrdinalEncoder().fit_transform(part[CARD])
    lab = StandardScaler().fit_transform(part[LAB])
    return np.hstack([lab, codes])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sheets")
    parser.add_argument("-k", type=int, default=9)
    args = parser.parse_args()

    wines = read_sheets(args.sheets)
    splitter = StratifiedShuffleSplit(n_splits=1, test_size=0.25, random_state=31)
    fit_rows, new_rows = next(splitter.split(wines, wines["region"]))
    known, unseen = wines.iloc[fit_rows], wines.iloc[new_rows]

    model = KNeighborsClassifier(n_neighbors=args.k, weights="distance")
    model.fit(prepare(known), known["region"])

    guess = model.predict(prepare(unseen))
    print("macro F1", round(f1_score(unseen["region"], guess, average="macro"), 3))
    table = pd.crosstab(unseen["region"].to_numpy(), guess, rownames=["true"], colnames=["predicted"])
    print(table)


if __name__ == "__main__":
    main()
