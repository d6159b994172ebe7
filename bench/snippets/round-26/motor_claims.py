"""Claim propensity for motor policies (one row a policy)."""
import lightgbm as lgb
import numpy as np
import polars as pl
from sklearn.metrics import log_loss, roc_auc_score

SOURCE = "warehouse/motor_policies.parquet"
BASE = ["driver_age", "licence_years", "vehicle_age", "sum_insured", "annual_km"]
HIGH_CARD = ["vehicle_model", "postcode"]


def with_rates(policies: pl.DataFrame, keys: list[str], weight: float = 30.0) -> pl.DataFrame:
    overall = policies["had_claim"].mean()
    for key in keys:
        rates = policies.group_by(key).agg(
            pl.col("had_claim").sum().alias("n_claims"),
            pl.len().alias("n_rows"),
        ).with_columns(
            ((pl.col("n_claims") + weight * overall) / (pl.col("n_rows") + weight)).alias(f"{key}_rate")
        )
        policies = policies.join(rates.select(key, f"{key}_rate"), on=key, how="left")
    return policies


def partition(policies: pl.DataFrame, seed: int = 20):
    rng = np.random.default_rng(seed)
    u = rng.random(policies.height)
    train = policies.filter(pl.Series(u < 0.7))
    valid = policies.filter(pl.Series((u >= 0.7) & (u < 0.85)))
    test = policies.filter(pl.Series(u >= 0.85))
    return train, valid, test


def xy(frame: pl.DataFrame, columns: list[str]):
    return frame.select(columns).to_numpy(), frame["had_claim"].to_numpy()


def main():
    policies = pl.read_parquet(SOURCE).unique(subset="policy_id", maintain_order=True)
    policies = with_rates(policies, HIGH_CARD)
    train, valid, test = partition(policies)
    columns = BASE + [f"{k}_rate" for k in HIGH_CARD]

    X_tr, y_tr = xy(train, columns)
    X_va, y_va = xy(valid, columns)
    X_te, y_te = xy(test, columns)
    model = lgb.LGBMClassifier(n_estimators=3000, learning_rate=0.03, num_leaves=31)
    model.fit(X_tr, y_tr, eval_set=[(X_va, y_va)], callbacks=[lgb.early_stopping(80)])

    p = model.predict_proba(X_te)[:, 1]
    print("test AUC", roc_auc_score(y_te, p), "log loss", log_loss(y_te, p))


if __name__ == "__main__":
    main()
