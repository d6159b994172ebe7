"""Sepsis flag from the first hour of an emergency visit, one visit per patient."""
import argparse

import numpy as np
import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, fbeta_score, precision_recall_curve
from sklearn.model_selection import StratifiedKFold, cross_val_predict, train_test_split
from sklearn.preprocessing import StandardScaler

VITALS = ["pulse", "resp_rate", "temp_c", "sys_bp", "lactate", "age"]
BETA = 2.0


def build():
    return Pipeline([
        ("fill", SimpleImputer(strategy="median", add_indicator=True)),
        ("scale", StandardScaler()),
        ("balance", SMOTE(k_neighbors=5, random_state=0)),
        ("logit", LogisticRegression(C=0.5, max_iter=2000)),
    ])


def best_threshold(y, score):
    precision, recall, cuts = precision_recall_curve(y, score)
    b2 = BETA ** 2
    fb = (1 + b2) * precision * recall / np.maximum(b2 * precision + recall, 1e-9)
    return float(cuts[np.argmax(fb[:-1])])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("visits")
    args = ap.parse_args()

    visits = pd.read_csv(args.visits).drop_duplicates("patient_id")
    X, y = visits[VITALS], visits["sepsis"].to_numpy()
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=6
    )

    folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=6)
    oof = cross_val_predict(build(), X_train, y_train, cv=folds, method="predict_proba")[:, 1]
    cut = best_threshold(y_train, oof)

    model = build().fit(X_train, y_train)
    flag = (model.predict_proba(X_test)[:, 1] >= cut).astype(int)
    print(f"cut {cut:.3f}, F{BETA:.0f} {fbeta_score(y_test, flag, beta=BETA):.3f}")
    print(confusion_matrix(y_test, flag))


if __name__ == "__main__":
    main()
