"""River stage three days ahead at a gauge, refitted every month on all that is known by then."""
import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import QuantileTransformer

DAYS = 3
TUNE = pd.date_range("2014-01-01", "2015-12-01", freq="MS")
SCORE = pd.date_range("2016-01-01", "2019-12-01", freq="MS")

RECIPES = {
    "ridge": lambda: make_pipeline(QuantileTransformer(n_quantiles=300), Ridge(10.0)),
    "boost": lambda: HistGradientBoostingRegressor(max_iter=200, learning_rate=0.05, random_state=0),
    "boost_abs": lambda: HistGradientBoostingRegressor(
        loss="absolute_error", max_iter=300, learning_rate=0.05, random_state=0
    ),
}


def table(path):
    daily = pd.read_csv(path, parse_dates=["day"], index_col="day").sort_index().asfreq("D")
    stage, rain, melt = daily["stage_cm"], daily["rain_mm"], daily["snow_melt_mm"]
    X = pd.DataFrame({f"stage_{k}": stage.shift(k) for k in range(0, 6)})
    X["stage_up"] = daily["stage_upstream_cm"]
    for days in (3, 10, 30):
        X[f"rain_{days}d"] = rain.rolling(days).sum()
        X[f"melt_{days}d"] = melt.rolling(days).sum()
    X["season"] = np.cos(2 * np.pi * (daily.index.dayofyear - 100) / 365.25)
    X["due"] = stage.shift(-DAYS)
    return X.dropna()


def walk(rows, recipe, months):
    """Everything whose outcome is known on the first of the month goes in; the month is then forecast."""
    errors = []
    for first in months:
        past = rows[rows.index < first - pd.Timedelta(days=DAYS)]
        month = rows[(rows.index >= first) & (rows.index < first + pd.offsets.MonthBegin(1))]
        if month.empty:
            continue
        model = recipe().fit(past.drop(columns="due"), past["due"])
        errors.append(np.abs(month["due"] - model.predict(month.drop(columns="due"))))
    return pd.concat(errors)


def main():
    rows = table("gauge_4711.csv")
    board = {name: walk(rows, recipe, TUNE).mean() for name, recipe in RECIPES.items()}
    for name, mae in board.items():
        print(f"{name:10s} {mae:.2f} cm (2014-15)")
    name = min(board, key=board.get)

    errors = walk(rows, RECIPES[name], SCORE)
    print(f"{name} 2016-19: MAE {errors.mean():.2f} cm, 95th percentile {errors.quantile(0.95):.1f} cm")
    print(errors.groupby(errors.index.year).mean().round(2))


if __name__ == "__main__":
    main()
