"""Visitors per store and day, forecast each evening for the next day."""
import duckdb
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error

QUERY = """
SELECT
    store_id,
    day,
    visitors,
    LAG(visitors, 1) OVER store_days AS v_lag1,
    LAG(visitors, 7) OVER store_days AS v_lag7,
    AVG(visitors) OVER (store_days ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING) AS v_mean28,
    STDDEV(visitors) OVER (store_days ROWS BETWEEN 28 PRECEDING AND 1 PRECEDING) AS v_std28,
    MAX(visitors) OVER (store_days ROWS BETWEEN 7 PRECEDING AND 1 PRECEDING) AS v_max7,
    EXTRACT(dow FROM day) AS weekday,
    EXTRACT(month FROM day) AS month,
    CAST(is_public_holiday AS INTEGER) AS holiday
FROM footfall
WHERE day >= DATE '2021-06-01'
WINDOW store_days AS (PARTITION BY store_id ORDER BY day)
ORDER BY day, store_id
"""
VALID = pd.Timestamp("2023-09-01")
TEST = pd.Timestamp("2024-01-01")


def table(db):
    with duckdb.connect(db, read_only=True) as con:
        frame = con.execute(QUERY).df()
    frame["day"] = pd.to_datetime(frame["day"])
    return frame.dropna(subset=["v_lag7", "v_std28"])


def xy(part):
    return part.drop(columns=["store_id", "day", "visitors"]), part["visitors"]


def fit(part, leaves):
    model = HistGradientBoostingRegressor(
        loss="poisson", max_iter=400, learning_rate=0.05, max_leaf_nodes=leaves, random_state=0
    )
    return model.fit(*xy(part))


def error(model, part):
    X, y = xy(part)
    return mean_absolute_error(y, model.predict(X))


def main():
    frame = table("stores.duckdb")
    train = frame[frame["day"] < VALID]
    valid = frame[(frame["day"] >= VALID) & (frame["day"] < TEST)]
    test = frame[frame["day"] >= TEST]
    leaves = min((15, 31, 63), key=lambda n: error(fit(train, n), valid))
    final = fit(pd.concat([train, valid]), leaves)
    print(f"leaves {leaves}, MAE {error(final, test):.1f} visitors")


if __name__ == "__main__":
    main()
