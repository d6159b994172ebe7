"""Inflow of a pumping station one day ahead."""
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

AHEAD = 24


def table_of(flow):
    table = pd.DataFrame({"now": flow})
    for lag in (1, 2, 24, 48, 168):
        table[f"lag_{lag}"] = flow.shift(lag)
    table["week_mean"] = flow.rolling(168).mean()
    table["ahead"] = flow.shift(-AHEAD)
    return table.dropna()


def main():
    log = pd.read_csv("station.csv", parse_dates=["hour"]).sort_values("hour")
    table = table_of(log.set_index("hour")["inflow_m3"])
    y = table.pop("ahead")
    start = pd.Timestamp("2023-01-01")
    early = table.index < start - pd.Timedelta(hours=AHEAD)
    late = table.index >= start
    search = GridSearchCV(
        make_pipeline(StandardScaler(), Ridge()),
        {"ridge__alpha": [0.1, 1, 10, 100]},
        cv=TimeSeriesSplit(n_splits=5, gap=AHEAD),
        scoring="neg_mean_absolute_error",
    )
    search.fit(table[early], y[early])
    print("MAE", mean_absolute_error(y[late], search.predict(table[late])))


if __name__ == "__main__":
    main()
