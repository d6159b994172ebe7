import polars as pl
import polars.selectors as cs
from sklearn.linear_model import HuberRegressor
from sklearn.metrics import median_absolute_error

LANES = "lanes.parquet"
NUM = ["distance_km", "weight_t", "pallets", "fuel_index", "lead_days"]


def tidy(lf: pl.LazyFrame) -> pl.LazyFrame:
    return (
        lf.filter(pl.col("rate_eur") > 0)
        .unique(subset=["shipment_no"])
        .sort("shipment_no")
        .with_columns(cs.by_name(NUM).cast(pl.Float64))
    )


def standardise(lf: pl.LazyFrame) -> pl.LazyFrame:
    return lf.with_columns(pl.col(NUM).fill_null(strategy="mean")).with_columns(
        ((pl.col(c) - pl.col(c).mean()) / pl.col(c).std()).alias(f"{c}_z") for c in NUM
    )


df = (
    pl.scan_parquet(LANES)
    .pipe(tidy)
    .pipe(standardise)
    .with_columns(pl.col("rate_eur").log().alias("y"), pl.col("hazmat").cast(pl.Int8))
    .collect()
    .sample(fraction=1.0, shuffle=True, seed=18)
)
cut = int(df.height * 0.75)
first, second = df.head(cut), df.tail(df.height - cut)

cols = [f"{c}_z" for c in NUM] + ["hazmat"]
hub = HuberRegressor(max_iter=500).fit(first.select(cols).to_numpy(), first["y"].to_numpy())
pred = hub.predict(second.select(cols).to_numpy())
print("median abs. error (log eur):", median_absolute_error(second["y"].to_numpy(), pred))
