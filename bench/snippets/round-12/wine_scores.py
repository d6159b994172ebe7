"""Critic score of wines from label data; winery and region have many levels."""
import argparse

import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import FunctionTransformer, TargetEncoder

LEVELS = ["region", "grape", "closure", "importer"]
NUMBERS = ["price", "alcohol", "residual_sugar"]


def read_wines(path):
    wines = pd.read_csv(path)
    wines = wines.drop_duplicates(subset=["winery", "label", "vintage"])
    # a winery is tasted once; keep its first wine
    wines = wines.drop_duplicates(subset="winery").dropna(subset=["points"])
    wines[LEVELS] = wines[LEVELS].fillna("unknown")
    return wines[LEVELS + NUMBERS], wines["points"].astype(float)


def make_model(seed):
    columns = ColumnTransformer(
        [
            ("levels", TargetEncoder(target_type="continuous", random_state=seed), LEVELS),
            ("numbers", FunctionTransformer(np.log1p), NUMBERS),
        ]
    )
    return Pipeline([("columns", columns), ("trees", HistGradientBoostingRegressor(random_state=seed))])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("wines")
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()

    X, y = read_wines(args.wines)
    X_known, X_blind, y_known, y_blind = train_test_split(X, y, test_size=0.2, random_state=args.seed)

    grid = {
        "columns__levels__smooth": ["auto", 5.0, 30.0],
        "trees__max_leaf_nodes": [7, 15, 31],
        "trees__learning_rate": [0.03, 0.1],
    }
    inner = KFold(n_splits=4, shuffle=True, random_state=args.seed)
    outer = KFold(n_splits=5, shuffle=True, random_state=args.seed + 1)
    search = GridSearchCV(make_model(args.seed), grid, cv=inner, scoring="neg_mean_absolute_error")

    nested = -cross_val_score(search, X_known, y_known, cv=outer, scoring="neg_mean_absolute_error")
    print("nested MAE", nested.mean().round(3), "+/-", nested.std().round(3))

    search.fit(X_known, y_known)
    print("settings", search.best_params_)
    print("MAE on the kept wines", mean_absolute_error(y_blind, search.predict(X_blind)))


if __name__ == "__main__":
    main()
