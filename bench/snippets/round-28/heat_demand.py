"""District heating load per hour from the weather forecast issued the day before."""
import argparse

import joblib
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import SplineTransformer, StandardScaler

COLUMNS = ["temp_fc", "wind_fc", "sun_fc", "hour", "weekday", "load_48h_ago", "load_168h_ago"]


def read(path):
    hours = pd.read_csv(path, parse_dates=["time"], index_col="time").sort_index().asfreq("h")
    hours["hour"] = hours.index.hour
    hours["weekday"] = hours.index.dayofweek
    hours["load_48h_ago"] = hours["load_mw"].shift(48)
    hours["load_168h_ago"] = hours["load_mw"].shift(168)
    return hours.dropna()


def search():
    steps = Pipeline(
        [("scale", StandardScaler()), ("spline", SplineTransformer(degree=3)), ("ridge", Ridge())]
    )
    grid = {"spline__n_knots": [4, 6, 9], "ridge__alpha": [0.1, 1.0, 10.0, 100.0]}
    return GridSearchCV(
        steps, grid, cv=TimeSeriesSplit(6, gap=48), scoring="neg_mean_absolute_error"
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--hours", default="load_hours.csv")
    parser.add_argument("--winter", default="2023-10-01")
    parser.add_argument("--out", default="heat_load.joblib")
    args = parser.parse_args()

    hours = read(args.hours)
    start = pd.Timestamp(args.winter)
    before, winter = hours[hours.index < start], hours[hours.index >= start]

    tuned = search().fit(before[COLUMNS], before["load_mw"])
    error = mean_absolute_error(winter["load_mw"], tuned.predict(winter[COLUMNS]))
    print(f"last winter: MAE {error:.2f} MW with {tuned.best_params_}")

    shipped = tuned.best_estimator_
    shipped.fit(hours[COLUMNS], hours["load_mw"])
    joblib.dump({"model": shipped, "columns": COLUMNS, "mae": error}, args.out)


if __name__ == "__main__":
    main()
