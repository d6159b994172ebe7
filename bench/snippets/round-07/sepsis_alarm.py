"""Sepsis alarm: first-24h summary, one row per patient."""
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import confusion_matrix, roc_curve
from sklearn.model_selection import train_test_split


@dataclass(frozen=True)
class Parts:
    fit: pd.DataFrame
    tune: pd.DataFrame
    final: pd.DataFrame


def cut(table: pd.DataFrame, label: str, seed: int = 5) -> Parts:
    rest, final = train_test_split(table, test_size=0.2, stratify=table[label], random_state=seed)
    fit, tune = train_test_split(rest, test_size=0.25, stratify=rest[label], random_state=seed)
    return Parts(fit, tune, final)


def alarm_level(y, p, min_sensitivity: float) -> float:
    fpr, tpr, thr = roc_curve(y, p)
    first = int(np.argmax(tpr >= min_sensitivity))
    return float(thr[first])


def main():
    table = pd.read_csv("first_day.csv").set_index("patient")
    assert table.index.is_unique
    parts = cut(table, "sepsis")
    cols = [c for c in table.columns if c.endswith(("_min", "_max", "_last")) or c == "age"]

    clf = HistGradientBoostingClassifier(max_iter=300, l2_regularization=1.0, random_state=0)
    clf.fit(parts.fit[cols], parts.fit["sepsis"])

    level = alarm_level(parts.tune["sepsis"], clf.predict_proba(parts.tune[cols])[:, 1], 0.85)
    ring = clf.predict_proba(parts.final[cols])[:, 1] >= level
    tn, fp, fn, tp = confusion_matrix(parts.final["sepsis"], ring).ravel()
    print(f"level {level:.3f}  sens {tp / (tp + fn):.3f}  spec {tn / (tn + fp):.3f}  ppv {tp / (tp + fp):.3f}")


if __name__ == "__main__":
    main()
