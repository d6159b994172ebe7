import polars as pl
from lightgbm import LGBMRegressor
from sklearn.metrics import root_mean_squared_error

BASE = ["surface", "n_rooms", "distance_center"]


def split(frame: pl.DataFrame, share: float, seed: int) -> tuple[pl.DataFrame, pl.DataFrame]:
    shuffled = frame.sample(fraction=1.0, shuffle=True, seed=seed)
    n_test = int(share * shuffled.height)
    return shuffled.slice(n_test), shuffled.slice(0, n_test)


def region_table(train: pl.DataFrame) -> pl.DataFrame:
    return train.group_by("region").agg(
        pl.col("surface").mean().alias("region_surface"),
        pl.col("n_rooms").median().alias("region_rooms"),
        pl.len().alias("region_n"),
    )


def with_region(part: pl.DataFrame, table: pl.DataFrame, train: pl.DataFrame) -> pl.DataFrame:
    return part.join(table, on="region", how="left").with_columns(
        pl.col("region_surface").fill_null(train["surface"].mean()),
        pl.col("region_rooms").fill_null(train["n_rooms"].median()),
        pl.col("region_n").fill_null(0),
    )


listings = pl.read_parquet("data/listings.parquet").drop_nulls(BASE + ["region", "rent"])
train, test = split(listings, share=0.2, seed=50)
table = region_table(train)
train, test = (with_region(p, table, train) for p in (train, test))

cols = BASE + ["region_surface", "region_rooms", "region_n"]
reg = LGBMRegressor(n_estimators=400).fit(train[cols].to_pandas(), train["rent"].to_numpy())
print("RMSE", root_mean_squared_error(test["rent"].to_numpy(), reg.predict(test[cols].to_pandas())))
