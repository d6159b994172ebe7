"""Claim propensity for household policies, one row per policy."""
import lightgbm as lgb
import polars as pl
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import train_test_split

AREA_KEYS = ("postcode", "roof_type", "broker")
BASE = ["building_age", "sum_insured", "floors", "no_claim_years"]


def load(path: str) -> pl.DataFrame:
    return (
        pl.scan_parquet(path)
        .filter(pl.col("status") == "in_force")
        .with_columns(pl.col("claimed").cast(pl.Int8))
        .select(["policy_no", "claimed", *AREA_KEYS, *BASE])
        .collect()
    )


def add_rates(policies: pl.DataFrame, keys) -> pl.DataFrame:
    rates = [
        pl.col("claimed").mean().over(key).alias(f"{key}_rate") for key in keys
    ]
    sizes = [pl.len().over(key).alias(f"{key}_n") for key in keys]
    return policies.with_columns(rates + sizes)


def main():
    policies = add_rates(load("data/policies.parquet"), AREA_KEYS)
    columns = BASE + [c for c in policies.columns if c.endswith(("_rate", "_n"))]

    X = policies.select(columns).to_pandas()
    y = policies["claimed"].to_pandas()
    X_rest, X_test, y_rest, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=8
    )
    X_fit, X_val, y_fit, y_val = train_test_split(
        X_rest, y_rest, test_size=0.2, stratify=y_rest, random_state=8
    )

    model = lgb.LGBMClassifier(n_estimators=3000, learning_rate=0.02, num_leaves=31)
    model.fit(
        X_fit,
        y_fit,
        eval_set=[(X_val, y_val)],
        callbacks=[lgb.early_stopping(100), lgb.log_evaluation(0)],
    )
    p = model.predict_proba(X_test)[:, 1]
    print(f"AUC {roc_auc_score(y_test, p):.4f}  log loss {log_loss(y_test, p):.4f}")


if __name__ == "__main__":
    main()
