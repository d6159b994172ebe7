import polars as pl
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_absolute_error


def lags(df: pl.DataFrame) -> pl.DataFrame:
    return df.sort(["sku", "week"]).with_columns(
        pl.col("units").shift(1).over("sku").alias("u1"),
        pl.col("units").shift(2).over("sku").alias("u2"),
        pl.col("units").shift(52).over("sku").alias("u52"),
        pl.col("units").shift(1).rolling_mean(8).over("sku").alias("avg8"),
        pl.col("week").dt.month().alias("month"),
    )


def main() -> None:
    sales = pl.read_parquet("weekly_sales.parquet").with_columns(pl.col("week").cast(pl.Date))
    tab = lags(sales).drop_nulls(["u1", "u2", "avg8"])

    edge = pl.date(2023, 1, 1)
    early = tab.filter(pl.col("week") < edge)
    late = tab.filter(pl.col("week") >= edge)

    typical = early["u52"].median()
    price_mid = early["price"].mean()
    early, late = (
        part.with_columns(pl.col("u52").fill_null(typical), pl.col("price").fill_null(price_mid))
        for part in (early, late)
    )
    cols = ["u1", "u2", "u52", "avg8", "month", "price"]
    gbm = LGBMRegressor(n_estimators=400, num_leaves=31, objective="poisson")
    gbm.fit(early.select(cols).to_numpy(), early["units"].to_numpy())
    hat = gbm.predict(late.select(cols).to_numpy())
    print("MAE", mean_absolute_error(late["units"].to_numpy(), hat))


main()
