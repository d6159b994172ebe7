import argparse

import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_squared_error


def lag_table(sales):
    sales = sales.sort_values(["store", "week"])
    by_store = sales.groupby("store")["units"]
    for k in (1, 2, 4, 52):
        sales[f"lag_{k}"] = by_store.shift(k)
    return sales.dropna()


def matrices(sales, cutoff):
    cols = [c for c in sales.columns if c.startswith("lag_")] + ["price", "promo"]
    early, late = sales[sales["week"] < cutoff], sales[sales["week"] >= cutoff]
    return {
        "early": xgb.DMatrix(early[cols], label=early["units"]),
        "late": xgb.DMatrix(late[cols], label=late["units"]),
    }


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--sales", default="weekly_sales.csv")
    ap.add_argument("--cutoff", default="2023-01-02")
    opts = ap.parse_args()
    sales = lag_table(pd.read_csv(opts.sales, parse_dates=["week"]))
    dm = matrices(sales, pd.Timestamp(opts.cutoff))
    booster = xgb.train(
        {"objective": "reg:squarederror", "eta": 0.03, "max_depth": 6},
        dm["early"],
        num_boost_round=3000,
        evals=[(dm["early"], "early"), (dm["late"], "late")],
        early_stopping_rounds=50,
        verbose_eval=200,
    )
    pred = booster.predict(dm["late"], iteration_range=(0, booster.best_iteration + 1))
    print("RMSE", mean_squared_error(dm["late"].get_label(), pred) ** 0.5)


if __name__ == "__main__":
    main()
