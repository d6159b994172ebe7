from datetime import datetime, timedelta

import polars as pl
from sklearn.linear_model import SGDRegressor
from sklearn.metrics import mean_squared_error
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import RobustScaler

SPLIT_AT = datetime(2024, 5, 1)
EMBARGO = timedelta(minutes=1)
FEATURES = ["ret_1", "ret_10", "vol_30", "spread", "queue_change"]


def per_symbol(expr: pl.Expr) -> pl.Expr:
    return expr.over("symbol")


def build(path: str) -> pl.DataFrame:
    ticks = pl.scan_parquet(path).sort(["symbol", "ts"])
    mid = (pl.col("bid") + pl.col("ask")) / 2
    return (
        ticks.with_columns(mid.log().alias("m"), (pl.col("ask") - pl.col("bid")).alias("spread"))
        .with_columns(
            per_symbol(pl.col("m").diff()).alias("ret_1"),
            per_symbol(pl.col("m").diff(10)).alias("ret_10"),
            per_symbol(pl.col("queue").diff()).alias("queue_change"),
            (per_symbol(pl.col("m").shift(-1)) - pl.col("m")).alias("target"),
        )
        .with_columns(per_symbol(pl.col("ret_1").rolling_std(30)).alias("vol_30"))
        .drop_nulls()
        .collect()
    )


ticks = build("auction_ticks.parquet")
train = ticks.filter(pl.col("ts") < SPLIT_AT - EMBARGO)
test = ticks.filter(pl.col("ts") >= SPLIT_AT)
model = make_pipeline(RobustScaler(), SGDRegressor(random_state=0))
model.fit(train[FEATURES].to_numpy(), train["target"].to_numpy())
mse = mean_squared_error(test["target"].to_numpy(), model.predict(test[FEATURES].to_numpy()))
print("mse", mse, "zero forecast", (test["target"] ** 2).mean())
