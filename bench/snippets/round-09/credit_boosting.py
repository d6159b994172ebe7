import json
import sys

import pandas as pd
import xgboost as xgb
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

PARAMS = dict(objective="binary:logistic", eval_metric="auc", eta=0.05, max_depth=5, subsample=0.8, seed=3)


def split3(df, label, seed):
    rest, test = train_test_split(df, test_size=0.2, stratify=df[label], random_state=seed)
    train, valid = train_test_split(rest, test_size=0.2, stratify=rest[label], random_state=seed)
    return train, valid, test


def matrix(part, label):
    return xgb.DMatrix(part.drop(columns=label), label=part[label])


def main(path, label="bad_flag"):
    train, valid, test = split3(pd.read_parquet(path), label, seed=3)
    d_train, d_valid, d_test = (matrix(p, label) for p in (train, valid, test))
    history = {}
    booster = xgb.train(
        PARAMS,
        d_train,
        num_boost_round=3000,
        evals=[(d_train, "train"), (d_valid, "valid")],
        early_stopping_rounds=80,
        evals_result=history,
        verbose_eval=100,
    )
    p = booster.predict(d_test, iteration_range=(0, booster.best_iteration + 1))
    json.dump({"auc": roc_auc_score(d_test.get_label(), p), "rounds": booster.best_iteration}, sys.stdout)
    booster.save_model("bad_flag.ubj")


if __name__ == "__main__":
    main(sys.argv[1])
