from pathlib import Path

import duckdb
import pandas as pd
from catboost import CatBoostRegressor
from sklearn.metrics import mean_absolute_error

CATEGORIES = ["tier", "country_group"]
FEATURES = ["spend_7d", "sessions_7d", "sessions_28d"] + CATEGORIES
LABEL = "next_week_spend"
START = pd.Timestamp("2024-05-01")
GAP = pd.Timedelta(days=7)


def table() -> pd.DataFrame:
    with duckdb.connect("game.duckdb", read_only=True) as con:
        frame = con.execute(Path("build.sql").read_text()).df()
    frame["day"] = pd.to_datetime(frame["day"])
    frame[CATEGORIES] = frame[CATEGORIES].astype(str)
    return frame.dropna(subset=["spend_7d", "sessions_28d"])


def main() -> None:
    rows = table()
    learn = rows[rows["day"] < START - GAP]
    check = rows[rows["day"] >= START]
    model = CatBoostRegressor(
        iterations=600, depth=6, loss_function="MAE", cat_features=CATEGORIES, has_time=True, verbose=False
    )
    ordered = learn.sort_values("day")
    model.fit(ordered[FEATURES], ordered[LABEL])
    print("MAE", mean_absolute_error(check[LABEL], model.predict(check[FEATURES])))


if __name__ == "__main__":
    main()
