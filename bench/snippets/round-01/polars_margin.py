import polars as pl
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error


def split(df: pl.DataFrame, share: float = 0.8, seed: int = 1) -> tuple[pl.DataFrame, pl.DataFrame]:
    df = df.sample(fraction=1, shuffle=True, seed=seed)
    cut = round(df.height * share)
    return df[:cut], df[cut:]


def fill_weight(part: pl.DataFrame, lookup: pl.DataFrame, fallback: float) -> pl.DataFrame:
    return (
        part.join(lookup, on="category", how="left")
        .with_columns(pl.coalesce("weight_kg", "category_weight", pl.lit(fallback)).alias("weight_kg"))
        .drop("category_weight")
    )


products = pl.read_csv("products.csv").unique(subset="sku").sort("sku").drop("sku")
train, test = split(products)

lookup = train.group_by("category").agg(pl.col("weight_kg").mean().alias("category_weight"))
fallback = train["weight_kg"].median()
train, test = (fill_weight(p, lookup, fallback) for p in (train, test))

cols = ["weight_kg", "list_price", "n_suppliers", "lead_time_days"]
rf = RandomForestRegressor(n_estimators=300, random_state=1)
rf.fit(train[cols].to_numpy(), train["margin"].to_numpy())
print("MAE", mean_absolute_error(test["margin"].to_numpy(), rf.predict(test[cols].to_numpy())))
