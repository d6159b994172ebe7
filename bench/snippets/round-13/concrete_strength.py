"""Compressive strength of concrete mixes at several ages."""
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.ensemble import GradientBoostingRegressor, RandomForestRegressor
from sklearn.kernel_ridge import KernelRidge
from sklearn.metrics import mean_squared_error, r2_score
from sklearn.model_selection import GroupKFold, GroupShuffleSplit, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

INGREDIENTS = ["cement", "slag", "fly_ash", "water", "plasticizer", "coarse", "fine"]

CANDIDATES = {
    "kernel ridge": make_pipeline(StandardScaler(), KernelRidge(kernel="rbf", alpha=0.05, gamma=0.1)),
    "forest": RandomForestRegressor(n_estimators=400, random_state=0),
    "boosting": GradientBoostingRegressor(n_estimators=600, learning_rate=0.05, random_state=0),
}


def read_mixes(path):
    table = pd.read_csv(path)
    table["mix"] = table.groupby(INGREDIENTS, sort=False).ngroup()
    table["log_age"] = np.log(table["age_days"])
    table["water_cement"] = table["water"] / table["cement"]
    table["solids"] = table[["cement", "slag", "fly_ash", "coarse", "fine"]].mean(axis=1)
    return table


def rank_candidates(x, y, mixes):
    scores = {}
    for name, model in CANDIDATES.items():
        folds = cross_val_score(
            model, x, y, groups=mixes, cv=GroupKFold(5), scoring="neg_root_mean_squared_error"
        )
        scores[name] = -folds.mean()
    return pd.Series(scores).sort_values()


def report(model, **parts):
    for name, (x, y) in parts.items():
        fitted = model.predict(x)
        rmse = mean_squared_error(y, fitted) ** 0.5
        print(f"{name:12s} RMSE {rmse:6.2f} MPa   R2 {r2_score(y, fitted):.3f}")


def main():
    table = read_mixes("data/concrete.csv")
    features = table[INGREDIENTS + ["log_age", "water_cement", "solids"]]
    strength, mixes = table["strength_mpa"], table["mix"]

    outer = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=14)
    tr, te = next(outer.split(features, strength, mixes))
    ranking = rank_candidates(features.iloc[tr], strength.iloc[tr], mixes.iloc[tr])
    print(ranking.round(2))

    model = clone(CANDIDATES[ranking.index[0]]).fit(features.iloc[tr], strength.iloc[tr])
    report(
        model,
        train=(features.iloc[tr], strength.iloc[tr]),
        test=(features.iloc[te], strength.iloc[te]),
    )


if __name__ == "__main__":
    main()
