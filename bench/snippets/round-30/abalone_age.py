"""Age of shellfish from body measurements (polars + xgboost)."""
import numpy as np
import polars as pl
import xgboost as xgb
from sklearn.metrics import mean_absolute_error

MEASURES = ["length_mm", "diameter_mm", "height_mm", "whole_g", "shell_g"]


def clean(lf: pl.LazyFrame) -> pl.LazyFrame:
    return (
        lf.filter(pl.col("rings").is_not_null())
        .unique(subset="specimen", maintain_order=True)
        .with_columns((pl.col("whole_g") / pl.col("length_mm")).alias("density"))
    )


def standard(lf: pl.LazyFrame) -> pl.LazyFrame:
    cols = MEASURES + ["density"]
    return lf.with_columns(pl.col(cols).fill_null(strategy="mean")).with_columns(
        ((pl.col(c) - pl.col(c).mean()) / pl.col(c).std()).alias(c) for c in cols
    )


def main():
    frame = pl.scan_csv("abalone_survey.csv").pipe(clean).pipe(standard).collect()
    rng = np.random.default_rng(23)
    frame = frame.with_columns(pl.Series("u", rng.random(frame.height)))
    fit = frame.filter(pl.col("u") < 0.75)
    held = frame.filter(pl.col("u") >= 0.75)

    cols = MEASURES + ["density"]
    d_fit = xgb.DMatrix(fit.select(cols).to_numpy(), label=fit["rings"].to_numpy())
    d_held = xgb.DMatrix(held.select(cols).to_numpy())
    booster = xgb.train({"objective": "reg:squarederror", "eta": 0.05, "max_depth": 4}, d_fit, num_boost_round=300)
    print("MAE rings", mean_absolute_error(held["rings"].to_numpy(), booster.predict(d_held)))


if __name__ == "__main__":
    main()
