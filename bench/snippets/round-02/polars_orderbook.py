from datetime import datetime

import polars as pl
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss

SPLIT_AT = datetime(2024, 3, 1)
FEATURES = ["imbalance", "spread", "next_spread", "mid_return", "trade_rate"]


def build(path: str) -> pl.DataFrame:
    book = pl.scan_parquet(path).sort("symbol", "ts")
    return (
        book.with_columns(
            mid=(pl.col("bid") + pl.col("ask")) / 2,
            spread=pl.col("ask") - pl.col("bid"),
            imbalance=pl.col("bid_qty") / (pl.col("bid_qty") + pl.col("ask_qty")),
        )
        .with_columns(
            mid_return=pl.col("mid").pct_change().over("symbol"),
            next_spread=pl.col("spread").shift(-1).over("symbol"),
            trade_rate=pl.col("n_trades").rolling_mean(20).over("symbol"),
            target=(pl.col("mid").shift(-1).over("symbol") > pl.col("mid")).cast(pl.Int8),
        )
        .drop_nulls()
        .collect()
    )


table = build("book_1s.parquet")
train = table.filter(pl.col("ts") < SPLIT_AT)
test = table.filter(pl.col("ts") >= SPLIT_AT)

gbm = HistGradientBoostingClassifier(max_iter=200, learning_rate=0.1)
gbm.fit(train.select(FEATURES).to_numpy(), train["target"].to_numpy())
proba = gbm.predict_proba(test.select(FEATURES).to_numpy())
print("logloss", log_loss(test["target"].to_numpy(), proba))
