"""Hour-ahead load of a distribution grid."""
import numpy as np
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import KFold


def read_load(path):
    load = pd.read_csv(path, parse_dates=["utc"], index_col="utc")["load_mw"]
    return load.sort_index().asfreq("h")


def read_weather(path):
    weather = pd.read_csv(path, parse_dates=["utc"], index_col="utc")
    return weather[["temp_forecast_c", "wind_forecast_ms", "cloud_forecast"]]


def make_table(load, weather):
    table = weather.reindex(load.index)
    for lag in (1, 2, 3, 24, 25, 168):
        table[f"load_lag_{lag}"] = load.shift(lag)
    table["load_mean_day"] = load.shift(1).rolling(24).mean()
    table["load_mean_week"] = load.shift(1).rolling(168).mean()
    table["hour_sin"] = np.sin(2 * np.pi * load.index.hour / 24)
    table["hour_cos"] = np.cos(2 * np.pi * load.index.hour / 24)
    table["weekday"] = load.index.dayofweek
    table["load_mw"] = load
    return table.dropna()


def backtest(table, folds=5):
    features = table.drop(columns="load_mw")
    target = table["load_mw"]
    errors = []
    splitter = KFold(n_splits=folds, shuffle=True, random_state=9)
    for fit_idx, eval_idx in splitter.split(features):
        model = xgb.XGBRegressor(
            n_estimators=500, max_depth=7, learning_rate=0.05, subsample=0.8, n_jobs=4
        )
        model.fit(features.iloc[fit_idx], target.iloc[fit_idx])
        predicted = model.predict(features.iloc[eval_idx])
        errors.append(mean_absolute_percentage_error(target.iloc[eval_idx], predicted))
    return np.array(errors)


if __name__ == "__main__":
    table = make_table(read_load("data/load_2019_2023.csv"), read_weather("data/nwp.csv"))
    errors = backtest(table)
    print(f"MAPE {errors.mean():.2%} +/- {errors.std():.2%} over {len(errors)} folds")
