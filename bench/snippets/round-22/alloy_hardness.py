"""Vickers hardness of alloys; route and supplier are high-cardinality."""
import argparse

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import GroupKFold, GroupShuffleSplit, cross_validate
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import TargetEncoder

ELEMENTS = ["al", "co", "cr", "cu", "fe", "ni", "ti", "mo"]
NAMES = ["route", "supplier"]


def hardness_model(depth):
    columns = ColumnTransformer(
        [("names", TargetEncoder(target_type="continuous", smooth="auto", random_state=0), NAMES)],
        remainder="passthrough",
    )
    boost = HistGradientBoostingRegressor(max_depth=depth, learning_rate=0.05, max_iter=400, random_state=0)
    return Pipeline([("columns", columns), ("boost", boost)])


def composition(alloys):
    return alloys[ELEMENTS].round(1).astype(str).agg("-".join, axis=1)


def pick_depth(train):
    errors = {}
    for depth in (3, 5, 8):
        scores = cross_validate(
            hardness_model(depth), train[ELEMENTS + NAMES], train["hv"],
            groups=train["composition"], cv=GroupKFold(5), scoring="neg_mean_absolute_error",
        )
        errors[depth] = -scores["test_score"].mean()
        print(f"depth {depth}: MAE {errors[depth]:.1f} HV")
    return min(errors, key=errors.get)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--alloys", default="data/alloys.csv")
    args = parser.parse_args()

    alloys = pd.read_csv(args.alloys).dropna(subset=["hv", *NAMES])
    alloys["composition"] = composition(alloys)
    cut = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=3)
    inner, outer = next(cut.split(alloys, groups=alloys["composition"]))
    train, test = alloys.iloc[inner], alloys.iloc[outer]

    depth = pick_depth(train)
    model = hardness_model(depth).fit(train[ELEMENTS + NAMES], train["hv"])
    guess = model.predict(test[ELEMENTS + NAMES])
    print(f"depth {depth}: held-out MAE {mean_absolute_error(test['hv'], guess):.1f} HV, R2 {r2_score(test['hv'], guess):.3f}")
    print("supplier means learnt:", len(model["columns"].named_transformers_["names"].categories_[1]))


if __name__ == "__main__":
    main()
