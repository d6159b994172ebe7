from pathlib import Path

import duckdb
import xgboost as xgb
from sklearn.metrics import mean_absolute_error

INPUTS = [
    "units_1", "units_7", "mean_28", "sd_28", "max_91",
    "planned_price", "on_promotion", "weekday", "month",
]
PERIODS = {
    "train": ("2020-01-01", "2022-10-01"),
    "valid": ("2022-10-01", "2023-01-01"),
    "test": ("2023-01-01", "2023-07-01"),
}


def period(con, name):
    first, last = PERIODS[name]
    return con.execute(
        "SELECT * FROM demand WHERE day >= CAST(? AS DATE) AND day < CAST(? AS DATE) "
        "AND units_7 IS NOT NULL ORDER BY day, store_id, item_id",
        [first, last],
    ).df()


def matrix(rows):
    return xgb.DMatrix(rows[INPUTS], label=rows["units"])


def main():
    with duckdb.connect("retail.duckdb") as con:
        con.execute(Path("features.sql").read_text())
        rows = {name: period(con, name) for name in PERIODS}

    chosen, lowest = None, float("inf")
    for depth in (4, 6, 8):
        booster = xgb.train(
            {"objective": "reg:absoluteerror", "eta": 0.05, "max_depth": depth, "seed": 0},
            matrix(rows["train"]), num_boost_round=1500,
            evals=[(matrix(rows["valid"]), "valid")],
            early_stopping_rounds=50, verbose_eval=False,
        )
        if booster.best_score < lowest:
            chosen, lowest = booster, booster.best_score

    forecast = chosen.predict(
        matrix(rows["test"]), iteration_range=(0, chosen.best_iteration + 1)
    )
    print("valid MAE", round(float(lowest), 3))
    print("test MAE ", round(mean_absolute_error(rows["test"]["units"], forecast), 3))
    print("naive MAE", round(mean_absolute_error(rows["test"]["units"], rows["test"]["units_7"]), 3))


if __name__ == "__main__":
    main()
