from datetime import timedelta

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HISTORY = timedelta(days=30)
OUTCOME = timedelta(days=60)


def snapshot(log, day):
    past = log[(log["ts"] >= day - HISTORY) & (log["ts"] < day)]
    future = log[(log["ts"] >= day) & (log["ts"] < day + OUTCOME)]
    rows = past.groupby("account").agg(
        n_logins=("ts", "size"),
        n_devices=("device", "nunique"),
        last_seen=("ts", "max"),
    )
    rows["idle_days"] = (day - rows.pop("last_seen")).dt.days
    rows["churned"] = (~rows.index.isin(future["account"].unique())).astype(int)
    return rows.assign(day=day)


def build(log, first, last):
    return pd.concat([snapshot(log, d) for d in pd.date_range(first, last, freq="D")])


def main():
    log = pd.read_parquet("data/logins.parquet", columns=["account", "ts", "device"])
    boundary = pd.Timestamp("2023-07-01")

    table = build(log, "2023-01-01", "2023-09-30")
    train = table[table["day"] < boundary]
    test = table[table["day"] >= boundary]

    inputs = ["n_logins", "n_devices", "idle_days"]
    model = make_pipeline(StandardScaler(), LogisticRegression())
    model.fit(train[inputs], train["churned"])
    print("AUC", roc_auc_score(test["churned"], model.predict_proba(test[inputs])[:, 1]))


if __name__ == "__main__":
    main()
