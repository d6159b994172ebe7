"""Discharge at the lower gauge in three days from upstream gauges and rain."""
import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

AHEAD = 3
TEST_DAYS = 730
GAUGES = ["upper", "middle", "lower"]


class Clip(TransformerMixin, BaseEstimator):
    """Limits every column to a central quantile range."""

    def __init__(self, share=0.01):
        self.share = share

    def fit(self, X, y=None):
        self.low_ = np.nanquantile(X, self.share, axis=0)
        self.high_ = np.nanquantile(X, 1 - self.share, axis=0)
        return self

    def transform(self, X):
        return np.clip(np.asarray(X), self.low_, self.high_)


def gauge_table(path):
    daily = pd.read_csv(path, parse_dates=["day"]).set_index("day").sort_index().asfreq("D")
    daily = daily[[*GAUGES, "rain_mm"]].ffill(limit=2)
    table = pd.DataFrame(index=daily.index)
    for gauge in GAUGES:
        flow = np.log1p(daily[gauge])
        for lag in range(4):
            table[f"{gauge}_{lag}"] = flow.shift(lag)
        table[f"{gauge}_week"] = flow.rolling(7).mean()
    for days in (1, 3, 10, 30):
        table[f"rain_{days}"] = daily["rain_mm"].rolling(days).sum()
    table["later"] = np.log1p(daily["lower"]).shift(-AHEAD)
    return table.dropna()


def main():
    table = gauge_table("data/gauges_daily.csv")
    X, y = table.drop(columns="later"), table["later"]
    X_train, y_train = X.iloc[:-TEST_DAYS - AHEAD], y.iloc[:-TEST_DAYS - AHEAD]
    X_test, y_test = X.iloc[-TEST_DAYS:], y.iloc[-TEST_DAYS:]

    pipe = Pipeline([("clip", Clip()), ("scale", StandardScaler()), ("ridge", Ridge())])
    search = GridSearchCV(
        pipe,
        {"clip__share": [0.001, 0.01, 0.03], "ridge__alpha": np.logspace(-2, 3, 6)},
        cv=TimeSeriesSplit(n_splits=6, gap=AHEAD),
        scoring="neg_mean_absolute_error",
    )
    search.fit(X_train, y_train)
    print(search.best_params_)
    print("model", mean_absolute_error(np.expm1(y_test), np.expm1(search.predict(X_test))))
    print("persistence", mean_absolute_error(np.expm1(y_test), np.expm1(X_test["lower_0"])))


if __name__ == "__main__":
    main()
