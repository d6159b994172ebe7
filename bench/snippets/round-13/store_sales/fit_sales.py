"""Units of the coming seven days per store and product, ordered each morning."""
from pathlib import Path

import duckdb
import lightgbm as lgb
import numpy as np
import pandas as pd

QUERY = Path(__file__).with_name("weekly_features.sql")
FEATURES = ["shelf_code", "list_price", "mean_7", "mean_28", "same_weekday", "price_move", "weekday"]
SHELVES = {"ambient": 0, "chilled": 1, "frozen": 2, "fresh": 3}


def load(database):
    with duckdb.connect(database, read_only=True) as con:
        frame = con.execute(QUERY.read_text()).df()
    frame["shelf_code"] = frame["shelf_class"].map(SHELVES)
    frame["weekday"] = frame["day"].dt.dayofweek
    return frame


def block(frame, start, end):
    inside = (frame["day"] >= start) & (frame["week_end"] < end)
    return frame.loc[inside, FEATURES], frame.loc[inside, "week_units"]


def wape(truth, guess):
    return np.abs(truth - guess).sum() / truth.sum()


def main():
    frame = load("warehouse.duckdb")
    x_fit, y_fit = block(frame, "2021-01-01", "2023-01-01")
    x_val, y_val = block(frame, "2023-01-01", "2023-04-01")
    x_end, y_end = block(frame, "2023-04-01", "2023-07-01")

    fitted = {}
    for leaves in (31, 127):
        model = lgb.LGBMRegressor(objective="tweedie", n_estimators=3000, num_leaves=leaves, learning_rate=0.03)
        model.fit(x_fit, y_fit, eval_set=[(x_val, y_val)], callbacks=[lgb.early_stopping(80)])
        fitted[leaves] = (wape(y_val, model.predict(x_val)), model)
    leaves = min(fitted, key=lambda n: fitted[n][0])
    model = fitted[leaves][1]
    print(pd.Series(model.feature_importances_, FEATURES).sort_values(ascending=False))
    print(f"{leaves} leaves, WAPE in the second quarter {wape(y_end, model.predict(x_end)):.3f}")


if __name__ == "__main__":
    main()
