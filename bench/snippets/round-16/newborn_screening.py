"""Metabolic screening of newborns (one dried blood spot per child, about 1 in 900 affected)."""
import argparse

import numpy as np
import pandas as pd
from imblearn.over_sampling import BorderlineSMOTE
from imblearn.pipeline import Pipeline
from imblearn.under_sampling import RandomUnderSampler
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, confusion_matrix
from sklearn.model_selection import GridSearchCV, StratifiedKFold, cross_val_predict, train_test_split
from sklearn.preprocessing import StandardScaler

MARKERS = ["c0", "c2", "c3", "c5", "c8", "c14_1", "c16", "phe", "tyr", "met", "leu", "cit"]


def read_spots(path):
    spots = pd.read_csv(path, index_col="child_id")
    X = np.log(spots[MARKERS].clip(lower=0.01))
    X["c8_c2"] = X["c8"] - X["c2"]
    X["phe_tyr"] = X["phe"] - X["tyr"]
    return X, spots["affected"].astype(int)


def screening_model():
    return Pipeline([
        ("scale", StandardScaler()),
        ("thin", RandomUnderSampler(sampling_strategy=0.01, random_state=2)),
        ("smote", BorderlineSMOTE(sampling_strategy=0.1, random_state=2)),
        ("logit", LogisticRegression(max_iter=2000)),
    ])


def recall_cutoff(model, X, y, folds, wanted=0.95):
    score = cross_val_predict(model, X, y, cv=folds, method="predict_proba")[:, 1]
    return float(np.quantile(score[y == 1], 1 - wanted))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("spots")
    args = parser.parse_args()

    X, y = read_spots(args.spots)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.3, stratify=y, random_state=2)
    folds = StratifiedKFold(5, shuffle=True, random_state=2)
    search = GridSearchCV(
        screening_model(),
        {"logit__C": [0.01, 0.1, 1, 10], "smote__k_neighbors": [3, 5]},
        scoring="average_precision",
        cv=folds,
    ).fit(X_train, y_train)
    cutoff = recall_cutoff(search.best_estimator_, X_train, y_train, folds)

    score = search.predict_proba(X_test)[:, 1]
    tn, fp, fn, tp = confusion_matrix(y_test, score >= cutoff).ravel()
    print(f"AP {average_precision_score(y_test, score):.3f} at prevalence {y_test.mean():.5f}")
    print(f"sensitivity {tp / (tp + fn):.3f}, recalls per 10 000 {1e4 * (tp + fp) / len(y_test):.1f}")


if __name__ == "__main__":
    main()
