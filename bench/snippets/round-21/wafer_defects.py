"""Detect defective wafers from end-of-line measurements."""
from dataclasses import dataclass

import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import classification_report, matthews_corrcoef
from sklearn.model_selection import train_test_split


@dataclass
class Batch:
    X: pd.DataFrame
    y: pd.Series


def load_wafers(path):
    wafers = pd.read_parquet(path)
    wafers = wafers.drop_duplicates("wafer_id").drop(columns=["wafer_id"])
    return wafers.dropna(subset=["defect"])


def equalise(wafers, seed=0):
    """Same number of rows for both outcomes."""
    good = wafers[wafers["defect"] == 0]
    bad = wafers[wafers["defect"] == 1]
    more = bad.sample(n=len(good), replace=True, random_state=seed)
    return pd.concat([good, more]).sample(frac=1.0, random_state=seed)


def partition(wafers, seed=0):
    pool = equalise(wafers, seed)
    left, right = train_test_split(pool, test_size=0.25, random_state=seed)
    return tuple(
        Batch(part.drop(columns="defect"), part["defect"].astype(int)) for part in (left, right)
    )


def main():
    wafers = load_wafers("data/end_of_line.parquet")
    fitting, checking = partition(wafers)

    forest = ExtraTreesClassifier(
        n_estimators=500, min_samples_leaf=2, max_features="sqrt", n_jobs=-1, random_state=0
    )
    forest.fit(fitting.X, fitting.y)

    predicted = forest.predict(checking.X)
    print(classification_report(checking.y, predicted, digits=3))
    print("MCC", round(matthews_corrcoef(checking.y, predicted), 3))


if __name__ == "__main__":
    main()
