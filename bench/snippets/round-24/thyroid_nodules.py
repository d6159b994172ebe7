"""Malignancy of thyroid nodules (about 6 % positive), one nodule per patient."""
import argparse

import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.preprocessing import StandardScaler

FINDINGS = [
    "size_mm", "taller_than_wide", "margin_grade", "echogenicity", "calcification",
    "tsh", "age", "female",
]


def read_nodules(path):
    nodules = pd.read_csv(path)
    nodules = nodules.sort_values("size_mm", ascending=False).drop_duplicates("patient_id")
    return nodules[FINDINGS], nodules["malignant"].astype(int)


def make_search(seed):
    steps = Pipeline(
        [
            ("fill", SimpleImputer(strategy="median")),
            ("scale", StandardScaler()),
            ("smote", SMOTE(random_state=seed)),
            ("logit", LogisticRegression(max_iter=3000)),
        ]
    )
    grid = {
        "smote__sampling_strategy": [0.2, 0.5, 1.0],
        "smote__k_neighbors": [3, 5],
        "logit__C": [0.05, 0.5, 5.0],
    }
    folds = StratifiedKFold(5, shuffle=True, random_state=seed)
    return GridSearchCV(steps, grid, scoring="average_precision", cv=folds, n_jobs=-1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("nodules")
    parser.add_argument("--seed", type=int, default=90)
    args = parser.parse_args()

    X, y = read_nodules(args.nodules)
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.3, stratify=y, random_state=args.seed
    )
    search = make_search(args.seed).fit(X_train, y_train)
    risk = search.predict_proba(X_test)[:, 1]
    print("setting", search.best_params_)
    print(f"prevalence {y_test.mean():.3f}")
    print(f"AUROC {roc_auc_score(y_test, risk):.3f}")
    print(f"AUPRC {average_precision_score(y_test, risk):.3f}")
    print(f"Brier {brier_score_loss(y_test, risk):.3f}")


if __name__ == "__main__":
    main()
