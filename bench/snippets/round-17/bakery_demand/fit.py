import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

from history import FEATURES, build

CUT = pd.Timestamp("2024-09-01")


def day_folds(days: pd.Series, count: int = 4, length: int = 28):
    end = days.max() + pd.Timedelta(days=1)
    for k in range(count, 0, -1):
        start = end - pd.Timedelta(days=k * length)
        stop = start + pd.Timedelta(days=length)
        yield np.flatnonzero(days < start), np.flatnonzero((days >= start) & (days < stop))


def fold_error(model, past: pd.DataFrame) -> float:
    errors = []
    for before, after in day_folds(past["day"]):
        learn, check = past.iloc[before], past.iloc[after]
        model.fit(learn[FEATURES], learn["sold"])
        errors.append(mean_absolute_error(check["sold"], model.predict(check[FEATURES])))
    return float(np.mean(errors))


def main() -> None:
    table = build("sales.parquet")
    past, recent = table[table["day"] < CUT], table[table["day"] >= CUT]
    rates = [0.02, 0.05, 0.1]
    errors = {r: fold_error(HistGradientBoostingRegressor(loss="poisson", learning_rate=r), past) for r in rates}
    rate = min(errors, key=errors.get)
    model = HistGradientBoostingRegressor(loss="poisson", learning_rate=rate)
    model.fit(past[FEATURES], past["sold"])
    print("rate", rate, "MAE", mean_absolute_error(recent["sold"], model.predict(recent[FEATURES])))


if __name__ == "__main__":
    main()
