"""Hospital death from the first 24 hours of the first ICU stay (one stay per patient)."""
import argparse

import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import average_precision_score, brier_score_loss, roc_auc_score
from sklearn.model_selection import train_test_split

VITALS = ["hr", "map", "resp", "temp", "spo2", "gcs"]
LABS = ["lactate", "creatinine", "bilirubin", "platelets", "wbc", "sodium", "bicarbonate"]
ADULT_BANDS = [18, 40, 55, 65, 75, 85, 120]


def first_day(chart, stays):
    chart = chart.merge(stays[["stay_id", "icu_in"]], on="stay_id")
    hours = (chart["charted"] - chart["icu_in"]).dt.total_seconds() / 3600
    chart = chart[(hours >= 0) & (hours < 24) & chart["item"].isin(VITALS + LABS)]
    wide = chart.groupby(["stay_id", "item"])["value"].agg(["min", "max", "mean", "last"]).unstack("item")
    wide.columns = [f"{item}_{stat}" for stat, item in wide.columns]
    return wide


def load(folder):
    stays = pd.read_parquet(f"{folder}/stays.parquet")
    stays = stays.sort_values("icu_in").drop_duplicates("patient_id", keep="first")
    stays = stays[(stays["icu_out"] - stays["icu_in"]) >= pd.Timedelta(hours=24)]
    chart = pd.read_parquet(f"{folder}/chart.parquet").sort_values("charted")
    X = stays.set_index("stay_id")[["age"]].join(first_day(chart, stays))
    X["age_band"] = pd.cut(X["age"], ADULT_BANDS, labels=False, right=False)
    return X, stays.set_index("stay_id")["died_in_hospital"].astype(int)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("folder")
    ap.add_argument("--seed", type=int, default=24)
    args = ap.parse_args()
    X, y = load(args.folder)
    X_rest, X_test, y_rest, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=args.seed)
    X_fit, X_hold, y_fit, y_hold = train_test_split(
        X_rest, y_rest, test_size=0.25, stratify=y_rest, random_state=args.seed
    )

    model = xgb.XGBClassifier(
        n_estimators=3000, learning_rate=0.02, max_depth=5, subsample=0.8, colsample_bytree=0.6,
        eval_metric=["auc", "logloss"], early_stopping_rounds=100, random_state=args.seed,
    )
    model.fit(X_fit, y_fit, eval_set=[(X_fit, y_fit), (X_hold, y_hold)], verbose=200)
    risk = model.predict_proba(X_hold)[:, 1]
    steps = IsotonicRegression(out_of_bounds="clip", y_min=0.001, y_max=0.999).fit(risk, y_hold)

    p = steps.predict(model.predict_proba(X_test)[:, 1])
    print(f"trees {model.best_iteration + 1}, prevalence {np.mean(y_test):.3f}")
    print(f"AUROC {roc_auc_score(y_test, p):.4f}  AUPRC {average_precision_score(y_test, p):.4f}  "
          f"Brier {brier_score_loss(y_test, p):.4f}")


if __name__ == "__main__":
    main()
