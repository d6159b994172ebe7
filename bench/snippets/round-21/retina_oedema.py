"""Macular oedema from OCT texture features; several scans per patient."""
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_selection import SelectKBest, f_classif
from sklearn.metrics import confusion_matrix, roc_auc_score, roc_curve
from sklearn.model_selection import GridSearchCV, GroupKFold, GroupShuffleSplit
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def scans(folder):
    frames = []
    for path in sorted(Path(folder).glob("*/*.csv")):
        frame = pd.read_csv(path)
        frame["patient"] = path.parent.name
        frames.append(frame)
    return pd.concat(frames, ignore_index=True)


def take_patients(table, share, seed):
    splitter = GroupShuffleSplit(n_splits=1, test_size=share, random_state=seed)
    first, second = next(splitter.split(table, groups=table["patient"]))
    return table.iloc[first], table.iloc[second]


def unpack(table):
    X = table.drop(columns=["patient", "scan_id", "oedema"])
    return X, table["oedema"].to_numpy(), table["patient"].to_numpy()


def fit(table):
    X, y, patients = unpack(table)
    steps = [
        ("scale", StandardScaler()),
        ("pick", SelectKBest(f_classif)),
        ("svm", SVC(class_weight="balanced")),
    ]
    search = GridSearchCV(
        Pipeline(steps),
        {"pick__k": [20, 50, 100], "svm__C": [0.5, 2, 8], "svm__gamma": ["scale", 0.002]},
        cv=GroupKFold(5),
        scoring="roc_auc",
        n_jobs=-1,
    )
    return search.fit(X, y, groups=patients).best_estimator_


def sensitive_level(model, table, at_least=0.95):
    X, y, _ = unpack(table)
    _, tpr, levels = roc_curve(y, model.decision_function(X))
    return levels[np.argmax(tpr >= at_least)]


def main():
    table = scans("data/oct")
    rest, test = take_patients(table, 0.25, seed=40)
    train, tune = take_patients(rest, 0.2, seed=41)
    model = fit(train)
    level = sensitive_level(model, tune)

    X, y, patients = unpack(test)
    p = model.decision_function(X)
    tn, fp, fn, tp = confusion_matrix(y, p >= level).ravel()
    print(f"{len(set(patients))} patients, {len(y)} scans, AUC {roc_auc_score(y, p):.3f}")
    print(f"sensitivity {tp / (tp + fn):.3f}  specificity {tn / (tn + fp):.3f}")


if __name__ == "__main__":
    main()
