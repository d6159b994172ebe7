"""Weekly unit demand for every store-item pair."""
import argparse

import numpy as np
import pandas as pd
import xgboost as xgb

HORIZON = pd.Timedelta(weeks=13)


def read_sales(path):
    sales = pd.read_csv(path, parse_dates=["week"])
    return sales.sort_values(["store", "item", "week"], ignore_index=True)


def history(sales):
    out = sales.copy()
    for k in (1, 2, 4, 13, 52):
        out[f"units_lag{k}"] = out["units"].shift(k)
    out["units_mean8"] = out["units"].shift(1).rolling(8).mean()
    out["price_change"] = out["price"] / out["price"].shift(1) - 1
    return out.iloc[52:]


def calendar(sales):
    week = sales["week"].dt.isocalendar().week.astype(int)
    return sales.assign(
        woy_sin=np.sin(2 * np.pi * week / 52),
        woy_cos=np.cos(2 * np.pi * week / 52),
    )


def wape(actual, forecast):
    return np.abs(actual - forecast).sum() / actual.sum()


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("sales")
    ap.add_argument("--rounds", type=int, default=2000)
    args = ap.parse_args()

    table = calendar(history(read_sales(args.sales)))
    test_start = table["week"].max() - HORIZON
    val_start = test_start - HORIZON
    fit = table[table["week"] < val_start]
    val = table[(table["week"] >= val_start) & (table["week"] < test_start)]
    test = table[table["week"] >= test_start]

    inputs = [c for c in table.columns if c not in ("week", "units", "store", "item")]
    d_fit = xgb.DMatrix(fit[inputs], fit["units"])
    d_val = xgb.DMatrix(val[inputs], val["units"])
    booster = xgb.train(
        {"objective": "reg:tweedie", "eta": 0.05, "max_depth": 6, "seed": 1},
        d_fit, num_boost_round=args.rounds,
        evals=[(d_val, "val")], early_stopping_rounds=50, verbose_eval=200,
    )
    forecast = booster.predict(xgb.DMatrix(test[inputs]),
                               iteration_range=(0, booster.best_iteration + 1))
    print(f"WAPE last quarter: {wape(test['units'].to_numpy(), forecast):.4f}")


if __name__ == "__main__":
    main()
