import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score

TOLERANCE = pd.Timedelta(days=60)


def load():
    trades = pd.read_csv("data/trades.csv", parse_dates=["trade_time"]).sort_values("trade_time")
    ratings = pd.read_csv("data/ratings.csv", parse_dates=["published"]).sort_values("published")
    ratings["grade"] = ratings["grade"].astype("category").cat.codes
    return trades, ratings


def attach(trades, ratings):
    joined = pd.merge_asof(
        trades,
        ratings,
        left_on="trade_time",
        right_on="published",
        by="issuer",
        direction="nearest",
        tolerance=TOLERANCE,
    )
    joined["grade_age"] = (joined["trade_time"] - joined["published"]).dt.days
    return joined


def main():
    table = attach(*load())
    inputs = ["grade", "grade_age", "coupon", "maturity_years", "size", "spread"]
    year = table["trade_time"].dt.year
    train, test = table[year <= 2021], table[year >= 2022]

    clf = HistGradientBoostingClassifier(max_iter=300, learning_rate=0.05)
    clf.fit(train[inputs], train["failed_settlement"])
    auc = roc_auc_score(test["failed_settlement"], clf.predict_proba(test[inputs])[:, 1])
    print(f"AUC {auc:.3f}")


if __name__ == "__main__":
    main()
