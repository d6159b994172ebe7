from datetime import timedelta

import lightgbm as lgb
import pandas as pd
from sklearn.metrics import mean_absolute_error

HORIZON = 7
LAGS = (0, 1, 7, 14, 28)


def supervised(df: pd.DataFrame) -> pd.DataFrame:
    df = df.sort_values(["sku", "day"]).copy()
    per_sku = df.groupby("sku", sort=False)["sold"]
    for lag in LAGS:
        df[f"sold_{lag}"] = per_sku.shift(lag)
    df["mean_28"] = per_sku.transform(lambda s: s.rolling(28).mean())
    df["weekday"] = df["day"].dt.weekday
    df["y"] = per_sku.shift(-HORIZON)
    return df.dropna()


def blocks(df: pd.DataFrame, start: str):
    start = pd.Timestamp(start)
    last_fit_day = start - timedelta(days=HORIZON + 1)
    return df[df["day"] <= last_fit_day], df[df["day"] >= start]


def main() -> None:
    raw = pd.read_parquet("data/sku_daily.parquet", columns=["sku", "day", "sold"])
    raw["day"] = pd.to_datetime(raw["day"])
    table = supervised(raw)
    fit, assess = blocks(table, "2024-05-01")
    cols = [c for c in table.columns if c.startswith(("sold_", "mean_")) or c == "weekday"]

    model = lgb.LGBMRegressor(n_estimators=700, learning_rate=0.03, num_leaves=63, objective="l1")
    model.fit(fit[cols], fit["y"])
    naive = mean_absolute_error(assess["y"], assess["sold_0"])
    mae = mean_absolute_error(assess["y"], model.predict(assess[cols]))
    print(f"naive {naive:.3f}  model {mae:.3f}")


if __name__ == "__main__":
    main()
