"""Expected basket total of an order that is about to be placed."""
from pathlib import Path

import duckdb
import lightgbm as lgb
import pandas as pd
from sklearn.metrics import mean_absolute_error

NOT_INPUT = ["order_id", "ordered_at", "basket_total"]


def read(db: str) -> pd.DataFrame:
    sql = Path(__file__).with_name("features.sql").read_text()
    with duckdb.connect(db, read_only=True) as con:
        return con.execute(sql).df()


def between(orders, start, end):
    rows = orders[(orders["ordered_at"] >= start) & (orders["ordered_at"] < end)]
    return rows.drop(columns=NOT_INPUT), rows["basket_total"]


def main(db="shop.duckdb"):
    orders = read(db)
    X_fit, y_fit = between(orders, "2022-01-01", "2023-06-01")
    X_val, y_val = between(orders, "2023-06-01", "2023-09-01")
    X_new, y_new = between(orders, "2023-09-01", "2024-01-01")

    model = lgb.LGBMRegressor(n_estimators=4000, learning_rate=0.02, objective="l1")
    model.fit(
        X_fit,
        y_fit,
        eval_set=[(X_val, y_val)],
        eval_metric="l1",
        callbacks=[lgb.early_stopping(150, verbose=False)],
    )
    print("trees", model.best_iteration_)
    print("MAE", mean_absolute_error(y_new, model.predict(X_new)))
    print("MAE of the last basket", mean_absolute_error(y_new, X_new["last_total"].fillna(y_fit.median())))


if __name__ == "__main__":
    main()
