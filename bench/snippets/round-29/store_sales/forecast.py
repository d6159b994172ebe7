"""Next-day unit sales per store and item."""
from pathlib import Path

import duckdb
import pandas as pd
from lightgbm import LGBMRegressor, early_stopping
from sklearn.metrics import mean_absolute_error

SQL = Path(__file__).with_name("history.sql")
FEATURES = [
    "planned_price", "planned_promo", "weekday",
    "units_week_ago", "units_mean_28", "units_max_56", "zero_days_28",
]
VALID_FROM = pd.Timestamp("2023-10-01")
TEST_FROM = pd.Timestamp("2023-12-01")


def history():
    with duckdb.connect("sales.duckdb", read_only=True) as con:
        table = con.execute(SQL.read_text()).df()
    return table.dropna(subset=["units_week_ago"])


def main():
    table = history()
    train = table[table["day"] < VALID_FROM]
    valid = table[(table["day"] >= VALID_FROM) & (table["day"] < TEST_FROM)]
    test = table[table["day"] >= TEST_FROM]
    model = LGBMRegressor(objective="poisson", n_estimators=3000, learning_rate=0.03, verbose=-1)
    model.fit(
        train[FEATURES], train["units"],
        eval_set=[(valid[FEATURES], valid["units"])],
        callbacks=[early_stopping(100)],
    )
    print("MAE model", round(mean_absolute_error(test["units"], model.predict(test[FEATURES])), 3))
    print("MAE mean ", round(mean_absolute_error(test["units"], test["units_mean_28"]), 3))


if __name__ == "__main__":
    main()
