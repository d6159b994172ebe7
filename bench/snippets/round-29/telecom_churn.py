"""Churn in the quarter after the snapshot, one row per subscriber."""
import argparse

import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import train_test_split

CATEGORICAL = ["tariff", "region", "payment_method", "device_class"]
NUMERIC = ["tenure_months", "monthly_fee", "data_gb", "voice_min", "n_complaints", "roaming_days"]


def read_snapshot(path):
    frame = pd.read_parquet(path, columns=CATEGORICAL + NUMERIC + ["churned"])
    frame[CATEGORICAL] = frame[CATEGORICAL].astype(str)
    return frame


def as_pool(frame):
    return Pool(frame[CATEGORICAL + NUMERIC], frame["churned"], cat_features=CATEGORICAL)


def fit_booster(pool, watch, params):
    booster = CatBoostClassifier(**params)
    booster.fit(pool, eval_set=watch, use_best_model=True, verbose=200)
    return booster


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--snapshot", default="data/subscribers.parquet")
    parser.add_argument("--depth", type=int, default=6)
    parser.add_argument("--seed", type=int, default=13)
    args = parser.parse_args()

    frame = read_snapshot(args.snapshot)
    train, test = train_test_split(
        frame, test_size=0.2, stratify=frame["churned"], random_state=args.seed
    )
    train_pool, test_pool = as_pool(train), as_pool(test)
    params = dict(
        iterations=5000, learning_rate=0.03, depth=args.depth, od_type="Iter", od_wait=100,
        eval_metric="AUC", random_seed=args.seed,
    )
    booster = fit_booster(train_pool, test_pool, params)
    proba = booster.predict_proba(test_pool)[:, 1]
    print("trees  ", booster.tree_count_)
    print("AUC    ", round(roc_auc_score(test["churned"], proba), 4))
    print("logloss", round(log_loss(test["churned"], proba), 4))


if __name__ == "__main__":
    main()
