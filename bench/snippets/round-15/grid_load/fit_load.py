"""Day-ahead load model."""
from pathlib import Path

import duckdb
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_percentage_error

FEATURES = ["temp_c", "cloud_pct", "load_d1", "load_d7", "load_week", "load_peak",
            "hour_of_day", "weekday"]
VALID_FROM, TEST_FROM = pd.Timestamp("2023-07-01"), pd.Timestamp("2024-01-01")


def read_table(db):
    with duckdb.connect(db, read_only=True) as con:
        table = con.execute(Path("hourly.sql").read_text()).df()
    table["hour_of_day"] = table["hour"].dt.hour
    table["weekday"] = table["hour"].dt.dayofweek
    return table.iloc[192:]


def main():
    table = read_table("grid.duckdb")
    gap = pd.Timedelta(hours=24)
    train = table[table["hour"] < VALID_FROM - gap]
    valid = table[(table["hour"] >= VALID_FROM) & (table["hour"] < TEST_FROM - gap)]
    test = table[table["hour"] >= TEST_FROM]

    model = xgb.XGBRegressor(
        n_estimators=3000, learning_rate=0.03, max_depth=7,
        early_stopping_rounds=80, eval_metric="mae", random_state=0,
    )
    model.fit(train[FEATURES], train["load_mw"],
              eval_set=[(valid[FEATURES], valid["load_mw"])], verbose=False)
    guess = model.predict(test[FEATURES])
    print("trees", model.best_iteration + 1)
    print(f"test MAPE {mean_absolute_percentage_error(test['load_mw'], guess):.2%}")


if __name__ == "__main__":
    main()
