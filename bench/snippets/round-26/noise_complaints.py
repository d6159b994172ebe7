"""Does a measuring point exceed the legal night noise limit? One survey per point."""
import argparse

import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.metrics import average_precision_score, balanced_accuracy_score
from sklearn.model_selection import train_test_split

NIGHT_LIMIT_DB = 55.0
AGE_EDGES = [0, 1945, 1970, 1990, 2010, 2100]
DIST_EDGES = [0, 25, 50, 100, 250, np.inf]
TRAFFIC = ["cars_h_mon", "cars_h_wed", "cars_h_fri", "cars_h_sat"]


def read_points(path):
    points = pd.read_csv(path)
    return points.drop_duplicates("point_id").dropna(subset=["night_db"])


def describe_points(points):
    X = pd.DataFrame(index=points.index)
    X["built_band"] = pd.cut(points["built_year"], AGE_EDGES, labels=False)
    X["road_band"] = pd.cut(points["road_dist_m"], DIST_EDGES, labels=False, include_lowest=True)
    X["cars_mean"] = points[TRAFFIC].mean(axis=1)
    X["cars_range"] = points[TRAFFIC].max(axis=1) - points[TRAFFIC].min(axis=1)
    X["log_dist"] = np.log1p(points["road_dist_m"])
    X["speed_limit"] = points["speed_limit"].fillna(50)
    X["barrier"] = points["has_barrier"].astype(int)
    return X


def exceeds(points):
    return (points["night_db"] > NIGHT_LIMIT_DB).astype(int)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("points")
    parser.add_argument("--depth", type=int, default=4)
    args = parser.parse_args()

    points = read_points(args.points)
    X, y = describe_points(points), exceeds(points)
    X_work, X_test, y_work, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=1)
    X_fit, X_stop, y_fit, y_stop = train_test_split(X_work, y_work, test_size=0.2, stratify=y_work, random_state=2)

    dfit, dstop = xgb.DMatrix(X_fit, y_fit), xgb.DMatrix(X_stop, y_stop)
    params = {"objective": "binary:logistic", "max_depth": args.depth, "eta": 0.05, "eval_metric": "aucpr", "seed": 1}
    booster = xgb.train(
        params, dfit, num_boost_round=2000, evals=[(dfit, "fit"), (dstop, "stop")],
        early_stopping_rounds=60, verbose_eval=100,
    )
    p = booster.predict(xgb.DMatrix(X_test), iteration_range=(0, booster.best_iteration + 1))
    print(f"average precision {average_precision_score(y_test, p):.3f}")
    print(f"balanced accuracy {balanced_accuracy_score(y_test, p >= 0.5):.3f}")


if __name__ == "__main__":
    main()
