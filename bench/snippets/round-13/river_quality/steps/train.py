import json

import joblib
import pandas as pd
import yaml
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import GridSearchCV, GroupKFold


def parts(name):
    table = pd.read_parquet(f"data/{name}_x.parquet")
    return table.drop(columns=["catchment", "nitrate_mg_l"]), table["nitrate_mg_l"], table["catchment"]


def main():
    with open("params.yaml") as handle:
        params = yaml.safe_load(handle)["train"]
    x, y, catchment = parts("fit")
    search = GridSearchCV(
        RandomForestRegressor(n_estimators=400, random_state=params["seed"], n_jobs=4),
        {"max_depth": params["max_depth"]},
        cv=GroupKFold(params["folds"]),
        scoring="neg_mean_absolute_error",
    )
    search.fit(x, y, groups=catchment)
    x_report, y_report, _ = parts("report")
    guess = search.predict(x_report)
    metrics = {"mae": mean_absolute_error(y_report, guess), "r2": r2_score(y_report, guess)}
    with open("metrics.json", "w") as handle:
        json.dump(metrics, handle, indent=2)
    joblib.dump(search.best_estimator_, "models/nitrate.joblib")


if __name__ == "__main__":
    main()
