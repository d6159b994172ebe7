"""Surface faults on steel plates, one row per plate."""
import argparse

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import cross_val_score, train_test_split

SHAPE = ["x_min", "x_max", "y_min", "y_max", "pixel_area", "x_perimeter", "y_perimeter"]
LIGHT = ["lum_sum", "lum_min", "lum_max"]


def read_plates(path):
    plates = pd.read_csv(path).drop_duplicates("plate_id")
    z = (plates[LIGHT] - plates[LIGHT].mean()) / plates[LIGHT].std()
    plates["glare"] = z.abs().max(axis=1) > 6
    print(f"dark or overexposed plates: {int(plates['glare'].sum())}")
    return plates.drop(columns=["glare", "plate_id"])


def geometry(plates):
    out = plates.copy()
    width, height = out["x_max"] - out["x_min"], out["y_max"] - out["y_min"]
    out["aspect"] = width / height.clip(lower=1)
    out["fill"] = out["pixel_area"] / (width * height).clip(lower=1)
    out["lum_range"] = out["lum_max"] - out["lum_min"]
    out["size_class"] = pd.cut(out["pixel_area"], [0, 100, 1000, 10000, np.inf], labels=False)
    return out


def choose_leaf(X, y, seed):
    scores = {}
    for leaf in (1, 2, 4, 8, 16):
        forest = RandomForestClassifier(500, min_samples_leaf=leaf, random_state=seed, n_jobs=-1)
        scores[leaf] = cross_val_score(forest, X, y, cv=5, scoring="f1_macro").mean()
        print(f"leaf {leaf:2d}: {scores[leaf]:.4f}")
    return max(scores, key=scores.get)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("plates")
    ap.add_argument("--seed", type=int, default=19)
    args = ap.parse_args()

    table = geometry(read_plates(args.plates))
    X, y = table.drop(columns="fault"), table["fault"]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=args.seed
    )
    leaf = choose_leaf(X_train, y_train, args.seed)
    forest = RandomForestClassifier(1000, min_samples_leaf=leaf, random_state=args.seed, n_jobs=-1)
    forest.fit(X_train, y_train)
    for name, part, truth in (("train", X_train, y_train), ("test", X_test, y_test)):
        print(f"{name}: macro F1 {f1_score(truth, forest.predict(part), average='macro'):.4f}")


if __name__ == "__main__":
    main()
