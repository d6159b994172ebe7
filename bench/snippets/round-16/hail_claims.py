"""Will a roof need full replacement after hail? One inspected roof per row."""
import argparse
import json
from dataclasses import asdict, dataclass

import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import f1_score, precision_score, recall_score
from sklearn.model_selection import train_test_split

CODES = ["roof_material", "roof_shape", "county"]


@dataclass
class Part:
    X: pd.DataFrame
    y: pd.Series

    def cut(self, share, seed):
        X_a, X_b, y_a, y_b = train_test_split(self.X, self.y, test_size=share, stratify=self.y, random_state=seed)
        return Part(X_a, y_a), Part(X_b, y_b)


@dataclass
class Result:
    rounds: int
    threshold: float
    precision: float
    recall: float
    f1: float


def read_roofs(path):
    roofs = pd.read_csv(path, index_col="roof_id")
    y = roofs.pop("replaced").astype(int)
    return Part(roofs.astype({name: "category" for name in CODES}), y)


def boost(fit, watch, params):
    booster = lgb.train(
        {"objective": "binary", "metric": "auc", "verbosity": -1, **params},
        lgb.Dataset(fit.X, fit.y),
        num_boost_round=3000,
        valid_sets=[lgb.Dataset(watch.X, watch.y)],
        callbacks=[lgb.early_stopping(100, verbose=False)],
    )
    return booster


def best_threshold(booster, part):
    score = booster.predict(part.X)
    grid = np.linspace(0.05, 0.95, 91)
    return float(max(grid, key=lambda t: f1_score(part.y, score >= t)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("roofs")
    parser.add_argument("--seed", type=int, default=10)
    args = parser.parse_args()

    rest, test = read_roofs(args.roofs).cut(0.2, args.seed)
    fit, watch = rest.cut(0.25, args.seed + 1)
    options = [{"num_leaves": n, "learning_rate": r} for n in (15, 63) for r in (0.02, 0.08)]
    boosters = [boost(fit, watch, params) for params in options]
    booster = max(boosters, key=lambda b: b.best_score["valid_0"]["auc"])
    threshold = best_threshold(booster, watch)

    flagged = booster.predict(test.X) >= threshold
    scores = [metric(test.y, flagged) for metric in (precision_score, recall_score, f1_score)]
    print(json.dumps(asdict(Result(booster.best_iteration, threshold, *map(float, scores))), indent=2))


if __name__ == "__main__":
    main()
