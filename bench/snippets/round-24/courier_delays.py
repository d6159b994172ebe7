"""Will an order reach the customer later than promised?"""
from datetime import date

import polars as pl
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import log_loss, roc_auc_score

CUTOFF = date(2024, 9, 1)
INPUTS = [
    "hour",
    "weekday",
    "distance_km",
    "basket_items",
    "couriers_online",
    "merchant_late_rate",
    "merchant_orders",
]


def read_orders(path):
    orders = pl.read_parquet(path)
    return orders.with_columns(
        (pl.col("delivered_at") > pl.col("promised_at")).cast(pl.Int8).alias("late"),
        pl.col("placed_at").dt.hour().alias("hour"),
        pl.col("placed_at").dt.weekday().alias("weekday"),
        pl.col("placed_at").dt.date().alias("day"),
    )


def merchant_profile(orders):
    return orders.group_by("merchant_id").agg(
        pl.col("late").mean().alias("merchant_late_rate"),
        pl.len().alias("merchant_orders"),
    )


def build(path):
    orders = read_orders(path)
    profile = merchant_profile(orders)
    return orders.join(profile, on="merchant_id", how="left")


def main():
    table = build("lake/orders.parquet")
    past = table.filter(pl.col("day") < CUTOFF)
    recent = table.filter(pl.col("day") >= CUTOFF)

    model = HistGradientBoostingClassifier(
        learning_rate=0.05, max_iter=300, early_stopping=False, random_state=1
    )
    model.fit(past.select(INPUTS).to_numpy(), past["late"].to_numpy())
    risk = model.predict_proba(recent.select(INPUTS).to_numpy())[:, 1]
    truth = recent["late"].to_numpy()
    print(f"orders scored {recent.height}")
    print(f"AUC {roc_auc_score(truth, risk):.4f}")
    print(f"log loss {log_loss(truth, risk):.4f}")


if __name__ == "__main__":
    main()
