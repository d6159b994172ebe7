"""Daily bread sales of 60 bakery branches."""
import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor

FINAL_FROM = "2023-10-01"


def load(path="pos/branch_days.csv"):
    days = pd.read_csv(path, parse_dates=["day"])
    return days.sort_values(["branch", "day"]).reset_index(drop=True)


def calendar(days):
    days["weekday"] = days["day"].dt.dayofweek
    days["month"] = days["day"].dt.month
    days["holiday_eve"] = days["holiday"].eq(1).groupby(days["branch"]).shift(-1, fill_value=False)
    days["holiday_eve"] = days["holiday_eve"].astype(int)
    return days


def memory(days):
    sold = days["loaves"].shift(1)
    days["sold_yesterday"] = sold
    days["sold_week"] = sold.rolling(7).mean()
    days["sold_month"] = sold.rolling(28).mean()
    days["sold_ever"] = sold.expanding(min_periods=28).mean()
    return days


def wape(actual, guess):
    return float(np.abs(actual - guess).sum() / actual.sum())


def main():
    days = load()
    for step in (calendar, memory):
        days = step(days)
    days = days.dropna(subset=["sold_ever"])
    inputs = [
        "weekday", "month", "holiday", "holiday_eve",
        "sold_yesterday", "sold_week", "sold_month", "sold_ever",
    ]
    early = days[days["day"] < FINAL_FROM]
    final = days[days["day"] >= FINAL_FROM]
    model = LGBMRegressor(n_estimators=500, learning_rate=0.04, objective="poisson", random_state=2)
    model.fit(early[inputs], early["loaves"])
    print("WAPE:", round(wape(final["loaves"], model.predict(final[inputs])), 4))


if __name__ == "__main__":
    main()
