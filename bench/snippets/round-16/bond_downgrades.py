"""Downgrade within 180 days of a quarterly review, from filings and spreads published before the review."""
import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HORIZON = pd.Timedelta(days=180)
FILING = ["leverage", "interest_cover", "cash_ratio", "ebitda_margin"]


def read(name, stamp):
    return pd.read_parquet(f"bonds/{name}.parquet").sort_values(stamp, kind="stable")


def attach(reviews, other, stamp, columns, limit):
    joined = pd.merge_asof(
        reviews,
        other[["issuer", stamp, *columns]],
        left_on="reviewed_on",
        right_on=stamp,
        by="issuer",
        direction="backward",
        allow_exact_matches=False,
        tolerance=pd.Timedelta(days=limit),
    )
    joined[f"{stamp}_age"] = (joined["reviewed_on"] - joined[stamp]).dt.days
    return joined.drop(columns=stamp)


def outcome(reviews, downgrades):
    following = pd.merge_asof(
        reviews[["review_id", "issuer", "reviewed_on"]],
        downgrades[["issuer", "downgraded_on"]],
        left_on="reviewed_on",
        right_on="downgraded_on",
        by="issuer",
        direction="forward",
    )
    hit = following["downgraded_on"] - following["reviewed_on"] <= HORIZON
    return pd.Series(hit.to_numpy(int), index=following["review_id"], name="downgraded")


def build():
    reviews = read("reviews", "reviewed_on")[["review_id", "issuer", "reviewed_on"]]
    table = attach(reviews, read("filings", "filed_on"), "filed_on", FILING, 400)
    table = attach(table, read("spreads", "quoted_on"), "quoted_on", ["spread_bp", "spread_vol_30d"], 10)
    return table.join(outcome(reviews, read("downgrades", "downgraded_on")), on="review_id")


def main():
    table = build()
    inputs = table.columns.difference(["review_id", "issuer", "reviewed_on", "downgraded"]).tolist()
    day = table["reviewed_on"]
    train = table[day < pd.Timestamp("2018-01-01") - HORIZON]
    valid = table[(day >= "2018-01-01") & (day < pd.Timestamp("2020-01-01") - HORIZON)]
    test = table[day.between("2020-01-01", "2022-06-30")]

    def fitted(c):
        model = make_pipeline(SimpleImputer(add_indicator=True), StandardScaler(), LogisticRegression(C=c, max_iter=2000))
        return model.fit(train[inputs], train["downgraded"])

    models = [fitted(c) for c in np.logspace(-3, 1, 5)]
    best = min(models, key=lambda m: log_loss(valid["downgraded"], m.predict_proba(valid[inputs])))
    print("AUC", roc_auc_score(test["downgraded"], best.predict_proba(test[inputs])[:, 1]))


if __name__ == "__main__":
    main()
