"""Admissions over the coming fortnight, for roster planning at a district hospital."""
import numpy as np
import pandas as pd
from sklearn.linear_model import PoissonRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HORIZON = 14


def daily_admissions(path):
    stays = pd.read_csv(path, parse_dates=["admitted_at"])
    return stays.set_index("admitted_at").resample("D").size().astype(float)


def coming(series, horizon):
    ahead = [series.shift(-step) for step in range(1, horizon + 1)]
    return pd.concat(ahead, axis=1).sum(axis=1, skipna=False)


def inputs(series):
    day = series.index.dayofyear
    table = pd.DataFrame(index=series.index)
    for width in (3, 7, 14, 28, 56):
        table[f"sum_{width}"] = series.rolling(width).sum()
    table["year_ago"] = series.rolling(HORIZON).sum().shift(365 - HORIZON)
    table["sin"], table["cos"] = np.sin(2 * np.pi * day / 365.25), np.cos(2 * np.pi * day / 365.25)
    return table


class FortnightForecast:
    def __init__(self, path, opening="2023-01-01"):
        series = daily_admissions(path)
        table = inputs(series)
        table["fortnight"] = coming(series, HORIZON)
        self.table = table.dropna()
        self.opening = pd.Timestamp(opening)

    def blocks(self):
        before = self.table.index < self.opening
        return self.table[before], self.table[~before]

    def run(self):
        train, test = self.blocks()
        search = GridSearchCV(
            make_pipeline(StandardScaler(), PoissonRegressor(max_iter=500)),
            {"poissonregressor__alpha": np.logspace(-4, 1, 6)},
            cv=TimeSeriesSplit(n_splits=5, gap=HORIZON),
            scoring="neg_mean_absolute_error",
        )
        search.fit(train.drop(columns="fortnight"), train["fortnight"])
        forecast = search.predict(test.drop(columns="fortnight"))
        return mean_absolute_error(test["fortnight"], forecast), search.best_params_


if __name__ == "__main__":
    error, params = FortnightForecast("admissions.csv").run()
    print(f"MAE {error:.1f} admissions per fortnight, {params}")
