"""Average spot price over the next 24 hours from prices, wind and load known at the hour of the forecast."""
import numpy as np
import pandas as pd
from sklearn.linear_model import ElasticNet
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import RobustScaler

AHEAD = 24
LONGEST = 168
HOLD_HOURS = 24 * 120


def read_market(path):
    market = pd.read_csv(path, parse_dates=["hour"]).set_index("hour").sort_index()
    market = market[~market.index.duplicated()]
    return market[["price", "wind_mw", "load_mw"]].asfreq("h").ffill(limit=2)


def target(market):
    return market["price"].rolling(AHEAD).mean().shift(-AHEAD).rename("next_day")


def features(market):
    columns = {}
    for name, series in market.items():
        columns[name] = series
        for lag in (1, 24, LONGEST):
            columns[f"{name}_lag{lag}"] = series.shift(lag)
        columns[f"{name}_day"] = series.rolling(24).mean()
        columns[f"{name}_week"] = series.rolling(LONGEST).mean()
        columns[f"{name}_swing"] = series.rolling(24).max() - series.rolling(24).min()
    table = pd.DataFrame(columns)
    angle = 2 * np.pi * table.index.hour / 24
    return table.assign(hour_sin=np.sin(angle), hour_cos=np.cos(angle), weekend=table.index.dayofweek >= 5)


def separate(table):
    test = table.iloc[-HOLD_HOURS:]
    history = table.iloc[: -HOLD_HOURS - AHEAD]
    return history, test


def main():
    market = read_market("market.csv")
    table = features(market).join(target(market)).dropna()
    history, test = separate(table)

    search = GridSearchCV(
        make_pipeline(RobustScaler(), ElasticNet(max_iter=20_000)),
        {"elasticnet__alpha": np.logspace(-3, 1, 9), "elasticnet__l1_ratio": [0.1, 0.5, 0.9]},
        cv=TimeSeriesSplit(n_splits=6, gap=AHEAD),
        scoring="neg_mean_absolute_error",
    )
    search.fit(history.drop(columns="next_day"), history["next_day"])

    forecast = search.predict(test.drop(columns="next_day"))
    print("model MAE", mean_absolute_error(test["next_day"], forecast))
    print("last day MAE", mean_absolute_error(test["next_day"], test["price_day"]))


if __name__ == "__main__":
    main()
