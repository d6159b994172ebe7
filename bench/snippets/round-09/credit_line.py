"""Credit-line increase: expected utilisation after 6 months."""
from __future__ import annotations

import logging

import pandas as pd
from catboost import CatBoostRegressor, Pool
from sklearn.metrics import mean_absolute_error

LOG = logging.getLogger("line")


def as_of(decisions: pd.DataFrame, bureau: pd.DataFrame) -> pd.DataFrame:
    decisions = decisions.sort_values("decided_on")
    bureau = bureau.sort_values("published_on")
    return pd.merge_asof(
        decisions,
        bureau,
        left_on="decided_on",
        right_on="published_on",
        by="customer_id",
        direction="backward",
        allow_exact_matches=False,
        tolerance=pd.Timedelta(days=120),
    )


def main() -> None:
    logging.basicConfig(level="INFO")
    decisions = pd.read_parquet("decisions.parquet")    # one per customer
    bureau = pd.read_parquet("bureau_monthly.parquet")
    tab = as_of(decisions, bureau).dropna(subset=["published_on"])
    tab["record_age"] = (tab["decided_on"] - tab["published_on"]).dt.days

    cols = ["score", "open_loans", "util_now", "enquiries_90d", "record_age", "segment"]
    horizon = pd.DateOffset(months=6)
    turn = pd.Timestamp("2023-01-01")
    past = tab[tab["decided_on"] < turn - horizon]
    fresh = tab[tab["decided_on"] >= turn]

    model = CatBoostRegressor(iterations=600, depth=6, learning_rate=0.05, verbose=False)
    model.fit(Pool(past[cols], past["util_6m"], cat_features=["segment"]))
    mae = mean_absolute_error(fresh["util_6m"], model.predict(Pool(fresh[cols], cat_features=["segment"])))
    LOG.info("n_fit=%d n_eval=%d MAE=%.4f", len(past), len(fresh), mae)


if __name__ == "__main__":
    main()
