from pathlib import Path

import duckdb
import lightgbm as lgb
import numpy as np
from sklearn.metrics import mean_absolute_error

NUMERIC = ["open_hour", "previous_basket", "orders_before", "usual_basket"]


def load(db="shop.duckdb"):
    query = Path(__file__).with_name("features.sql").read_text()
    with duckdb.connect(db, read_only=True) as con:
        frame = con.execute(query).df()
    frame["mobile"] = (frame["device"] == "mobile").astype(int)
    return frame


def main():
    frame = load()
    early = frame[frame["opened_at"] < "2024-09-01"]
    late = frame[frame["opened_at"] >= "2024-09-01"]
    columns = NUMERIC + ["mobile"]
    model = lgb.LGBMRegressor(objective="mae", n_estimators=500, learning_rate=0.04)
    model.fit(early[columns], early["basket_eur"])
    error = mean_absolute_error(late["basket_eur"], model.predict(late[columns]))
    naive = mean_absolute_error(late["basket_eur"], np.full(len(late), early["basket_eur"].median()))
    print(f"MAE {error:.2f} (median guess {naive:.2f})")


if __name__ == "__main__":
    main()
