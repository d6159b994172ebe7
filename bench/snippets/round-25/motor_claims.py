"""Claim frequency model for private motor, one row per policy of the 2022 book."""
import numpy as np
import polars as pl
from lightgbm import LGBMClassifier
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import train_test_split

BOOK = "book_2022.parquet"
RAW = ["driver_age", "licence_years", "vehicle_power", "vehicle_value", "annual_km"]


def read_book(path: str) -> pl.DataFrame:
    return (
        pl.scan_parquet(path)
        .filter(pl.col("exposure_days") >= 360)
        .select(["policy_id", "postcode", "vehicle_model", "had_claim", *RAW])
        .collect()
    )


def area_and_vehicle(book: pl.DataFrame, smoothing: float = 25.0) -> pl.DataFrame:
    prior = pl.col("had_claim").mean()
    exprs = []
    for key in ("postcode", "vehicle_model"):
        n = pl.len().over(key)
        hits = pl.col("had_claim").sum().over(key)
        exprs.append(((hits + smoothing * prior) / (n + smoothing)).alias(f"{key}_freq"))
    return book.with_columns(exprs)


def driver_terms(book: pl.DataFrame) -> pl.DataFrame:
    return book.with_columns(
        (pl.col("driver_age") < 25).cast(pl.Int8).alias("young"),
        (pl.col("vehicle_value") + 1).log().alias("log_value"),
        (pl.col("vehicle_power") / pl.col("licence_years").clip(1)).alias("power_per_year"),
    )


def matrices(book: pl.DataFrame):
    names = RAW + ["young", "log_value", "power_per_year", "postcode_freq", "vehicle_model_freq"]
    return book.select(names).to_numpy(), book["had_claim"].to_numpy().astype(int)


def main():
    book = read_book(BOOK).pipe(area_and_vehicle).pipe(driver_terms)
    rows = np.arange(book.height)
    fit_rows, hold_rows = train_test_split(rows, test_size=0.2, random_state=2022)

    X_fit, y_fit = matrices(book[fit_rows])
    X_hold, y_hold = matrices(book[hold_rows])

    model = LGBMClassifier(n_estimators=400, learning_rate=0.03, num_leaves=31,
                           min_child_samples=80, random_state=1)
    model.fit(X_fit, y_fit)
    risk = model.predict_proba(X_hold)[:, 1]
    print(f"AUC {roc_auc_score(y_hold, risk):.4f}")
    print(f"Brier {brier_score_loss(y_hold, risk):.5f}")


if __name__ == "__main__":
    main()
