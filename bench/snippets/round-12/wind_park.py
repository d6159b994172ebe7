"""Park power six hours ahead, from the SCADA log of one wind park."""
import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit

AHEAD = 6
LAGS = (1, 2, 3, 6, 12, 24)


def read_scada(path):
    log = pd.read_csv(path, parse_dates=["utc"]).sort_values("utc").set_index("utc")
    hourly = log[["power_mw", "wind_ms", "wind_dir", "pressure"]].resample("h").mean()
    return hourly.ffill(limit=2)


def predictors(hourly):
    table = hourly.copy()
    for lag in LAGS:
        table[f"power_{lag}"] = hourly["power_mw"].shift(lag)
        table[f"wind_{lag}"] = hourly["wind_ms"].shift(lag)
    table["pressure_trend"] = hourly["pressure"].diff(3)
    table["gust_level"] = hourly["wind_ms"].rolling(6).max()
    angle = np.deg2rad(hourly["wind_dir"])
    return table.drop(columns="wind_dir").assign(dir_x=np.cos(angle), dir_y=np.sin(angle))


def outcome(hourly):
    return hourly["power_mw"].shift(-AHEAD).rename("power_ahead")


def partition(table, months):
    cut = table.index.max() - pd.DateOffset(months=months)
    older = table.loc[: cut - pd.Timedelta(hours=AHEAD + 1)]
    newer = table.loc[cut:]
    return older, newer


def main():
    hourly = read_scada("scada_hourly.csv")
    table = predictors(hourly).join(outcome(hourly)).dropna()
    older, newer = partition(table, months=4)

    search = GridSearchCV(
        HistGradientBoostingRegressor(max_iter=300, early_stopping=False),
        {"learning_rate": [0.03, 0.1], "max_leaf_nodes": [15, 31, 63]},
        cv=TimeSeriesSplit(n_splits=5, gap=AHEAD),
        scoring="neg_mean_absolute_error",
    )
    search.fit(older.drop(columns="power_ahead"), older["power_ahead"])

    forecast = search.predict(newer.drop(columns="power_ahead"))
    print("persistence", mean_absolute_error(newer["power_ahead"], newer["power_mw"]))
    print("model      ", mean_absolute_error(newer["power_ahead"], forecast))


if __name__ == "__main__":
    main()
