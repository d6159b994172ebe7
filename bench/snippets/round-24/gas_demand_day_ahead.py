"""City-gate gas demand 24 hours ahead."""
import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HORIZON = 24
BOUNDARY = pd.Timestamp("2024-01-01")


def read_demand(path):
    demand = pd.read_csv(path, parse_dates=["hour"]).set_index("hour").sort_index()
    return demand["mwh"].asfreq("h")


def design(mwh):
    table = pd.DataFrame(index=mwh.index)
    for back in (0, 1, 2, 24, 144):
        table[f"back_{back}"] = mwh.shift(back)
    table["day_mean"] = mwh.rolling(24).mean()
    table["week_mean"] = mwh.rolling(168).mean()
    table["day_range"] = mwh.rolling(24).max() - mwh.rolling(24).min()
    ahead = table.index + pd.Timedelta(hours=HORIZON)
    angle = 2 * np.pi * ahead.dayofyear / 365.25
    table["season_sin"], table["season_cos"] = np.sin(angle), np.cos(angle)
    hours = pd.get_dummies(pd.Categorical(ahead.hour, categories=range(24)), prefix="h")
    days = pd.get_dummies(pd.Categorical(ahead.dayofweek, categories=range(7)), prefix="d")
    hours.index = days.index = table.index
    table = pd.concat([table, hours, days], axis=1)
    table["demand"] = mwh.shift(-HORIZON)
    return table.dropna()


def halves(table):
    gap = pd.Timedelta(hours=HORIZON)
    before = table[table.index < BOUNDARY - gap]
    after = table[table.index >= BOUNDARY]
    return before, after


def main():
    mwh = read_demand("city_gate.csv")
    before, after = halves(design(mwh))
    search = GridSearchCV(
        make_pipeline(StandardScaler(), Ridge()),
        {"ridge__alpha": np.logspace(-2, 4, 13)},
        cv=TimeSeriesSplit(n_splits=6, gap=HORIZON),
        scoring="neg_mean_absolute_error",
    )
    search.fit(before.drop(columns="demand"), before["demand"])
    forecast = search.predict(after.drop(columns="demand"))
    print("alpha", search.best_params_["ridge__alpha"])
    print(f"MAE model       {mean_absolute_error(after['demand'], forecast):.1f} MWh")
    print(f"MAE persistence {mean_absolute_error(after['demand'], after['back_0']):.1f} MWh")


if __name__ == "__main__":
    main()
