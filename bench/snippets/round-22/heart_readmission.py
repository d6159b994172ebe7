"""Thirty-day readmission after heart failure, scored on the day of discharge."""
import argparse

import numpy as np
import pandas as pd
from scipy.stats import loguniform
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import GroupKFold, GroupShuffleSplit, RandomizedSearchCV
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMBERS = ["age", "nights", "prior_stays_12m", "bnp_last", "creatinine_last", "ef_percent"]
KINDS = ["sex", "ward", "discharge_to"]
LABEL = "readmitted_30d"


def recipe():
    numbers = Pipeline([
        ("fill", SimpleImputer(strategy="median", add_indicator=True)),
        ("scale", StandardScaler()),
    ])
    kinds = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=20)
    return Pipeline([
        ("columns", ColumnTransformer([("n", numbers, NUMBERS), ("k", kinds, KINDS)])),
        ("model", LogisticRegression(max_iter=3000)),
    ])


def report(name, model, stays):
    p = model.predict_proba(stays[NUMBERS + KINDS])[:, 1]
    auc = roc_auc_score(stays[LABEL], p)
    print(f"{name:8s} AUC {auc:.3f}  Brier {brier_score_loss(stays[LABEL], p):.4f}  n={len(stays)}")
    return auc


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--stays", default="data/hf_stays.csv")
    parser.add_argument("--seed", type=int, default=55)
    args = parser.parse_args()

    stays = pd.read_csv(args.stays).dropna(subset=[LABEL]).reset_index(drop=True)
    outer = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=args.seed)
    fit_rows, hold_rows = next(outer.split(stays, groups=stays["patient_id"]))
    fit, hold = stays.iloc[fit_rows], stays.iloc[hold_rows]

    search = RandomizedSearchCV(
        recipe(),
        {"model__C": loguniform(1e-3, 10), "columns__n__fill__strategy": ["median", "mean"]},
        n_iter=25, scoring="roc_auc", cv=GroupKFold(5), random_state=args.seed, n_jobs=-1,
    )
    search.fit(fit[NUMBERS + KINDS], fit[LABEL], groups=fit["patient_id"])
    print("chosen", {k: np.round(v, 4) if isinstance(v, float) else v for k, v in search.best_params_.items()})
    inside = report("fitted", search, fit)
    outside = report("held out", search, hold)
    print(f"optimism {inside - outside:.3f}")


if __name__ == "__main__":
    main()
