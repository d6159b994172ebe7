"""Hour-ahead load of a distribution area."""
from dataclasses import dataclass

import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import KFold


@dataclass
class Settings:
    source: str = "data/load_hourly.csv"
    lags: tuple = (1, 2, 3, 24, 48, 168)
    folds: int = 5
    rounds: int = 800
    seed: int = 6


def features(cfg):
    load = pd.read_csv(cfg.source, parse_dates=["hour"]).sort_values("hour").set_index("hour")
    out = pd.DataFrame(index=load.index)
    for lag in cfg.lags:
        out[f"mw_lag{lag}"] = load["mw"].shift(lag)
    out["mw_day_mean"] = load["mw"].shift(1).rolling(24).mean()
    out["temp_forecast"] = load["temp_forecast"]
    out["hour_of_day"] = out.index.hour
    out["weekday"] = out.index.dayofweek
    keep = out.dropna().index
    return out.loc[keep], load.loc[keep, "mw"]


def backtest(X, y, cfg):
    errors = []
    splitter = KFold(n_splits=cfg.folds, shuffle=True, random_state=cfg.seed)
    for train_rows, test_rows in splitter.split(X):
        model = lgb.LGBMRegressor(
            n_estimators=cfg.rounds, num_leaves=63, learning_rate=0.03,
            subsample=0.8, subsample_freq=1, random_state=cfg.seed,
        )
        model.fit(X.iloc[train_rows], y.iloc[train_rows])
        predicted = model.predict(X.iloc[test_rows])
        errors.append(mean_absolute_percentage_error(y.iloc[test_rows], predicted))
    return np.array(errors)


def main():
    cfg = Settings()
    X, y = features(cfg)
    errors = backtest(X, y, cfg)
    print(f"MAPE {errors.mean():.2%} +- {errors.std():.2%} over {cfg.folds} folds")


if __name__ == "__main__":
    main()
