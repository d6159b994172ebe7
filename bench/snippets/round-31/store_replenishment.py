"""Weekly unit forecast per store and item."""
import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor, early_stopping

CUT_VALID = pd.Timestamp("2023-03-06")
CUT_TEST = pd.Timestamp("2023-06-05")


def load_weeks(path):
    weeks = pd.read_parquet(path)
    weeks["week"] = pd.to_datetime(weeks["week"])
    return weeks.sort_values(["store", "item", "week"]).reset_index(drop=True)


def add_history(weeks):
    units = weeks["units"]
    for k in (1, 2, 4, 52):
        weeks[f"units_lag{k}"] = units.shift(k)
    weeks["units_mean8"] = units.shift(1).rolling(8).mean()
    weeks["promo_lag1"] = weeks["promo"].shift(1)
    return weeks


def cut(weeks):
    first = weeks[weeks["week"] < CUT_VALID]
    middle = weeks[(weeks["week"] >= CUT_VALID) & (weeks["week"] < CUT_TEST)]
    last = weeks[weeks["week"] >= CUT_TEST]
    return first, middle, last


def main():
    weeks = add_history(load_weeks("data/sales_weekly.parquet"))
    cols = [c for c in weeks.columns if "lag" in c or "mean" in c] + ["price", "promo"]
    weeks = weeks.dropna(subset=cols)
    first, middle, last = cut(weeks)
    model = LGBMRegressor(n_estimators=2000, learning_rate=0.03, objective="tweedie")
    model.fit(
        first[cols], first["units"],
        eval_set=[(middle[cols], middle["units"])],
        callbacks=[early_stopping(50)],
    )
    pred = model.predict(last[cols])
    wape = np.abs(last["units"] - pred).sum() / last["units"].sum()
    print(f"WAPE {wape:.3f} over {last['week'].nunique()} weeks")


if __name__ == "__main__":
    main()
