"""Germinating or dead: sort single wheat seeds by their multispectral profile."""
from collections import namedtuple

import numpy as np
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import precision_recall_curve, precision_score, recall_score
from sklearn.model_selection import StratifiedKFold, train_test_split

Seeds = namedtuple("Seeds", "x y")
PRECISION_WANTED = 0.97


def read(path):
    table = pd.read_parquet(path)
    bands = [c for c in table.columns if c.startswith("band_")]
    x, y = table[bands].to_numpy(), table["germinated"].to_numpy()
    idx = np.arange(len(y))
    grow, final = train_test_split(idx, test_size=0.25, stratify=y, random_state=2)
    grow, dial = train_test_split(grow, test_size=0.25, stratify=y[grow], random_state=2)
    return {name: Seeds(x[i], y[i]) for name, i in (("grow", grow), ("dial", dial), ("final", final))}


def lowest_cut(model, seeds):
    precision, _, cuts = precision_recall_curve(seeds.y, model.predict_proba(seeds.x)[:, 1])
    enough = np.flatnonzero(precision[:-1] >= PRECISION_WANTED)
    return cuts[enough[0]] if len(enough) else cuts[-1]


def main():
    parts = read("seeds.parquet")
    forest = RandomForestClassifier(n_estimators=400, min_samples_leaf=3, random_state=2, n_jobs=2)
    folds = StratifiedKFold(5, shuffle=True, random_state=2)
    model = CalibratedClassifierCV(forest, method="isotonic", cv=folds)
    model.fit(parts["grow"].x, parts["grow"].y)

    cut = lowest_cut(model, parts["dial"])
    final = parts["final"]
    keep = model.predict_proba(final.x)[:, 1] >= cut
    print(f"cut {cut:.3f}")
    print(f"precision {precision_score(final.y, keep):.3f}")
    print(f"recall    {recall_score(final.y, keep):.3f}")


if __name__ == "__main__":
    main()
