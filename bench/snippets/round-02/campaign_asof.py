import os

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sqlalchemy import create_engine

OFFERS = "select customer_id, offered_at, amount, channel_code, accepted from crm.offers"
HISTORY = "select customer_id, valid_from, balance, days_in_arrears, n_products from core.account_history"
FEATURES = ["amount", "channel_code", "balance", "days_in_arrears", "n_products"]


def read(sql, when):
    engine = create_engine(os.environ["DWH_URL"])
    return pd.read_sql(sql, engine, parse_dates=[when]).sort_values(when)


def table():
    return pd.merge_asof(
        read(OFFERS, "offered_at"),
        read(HISTORY, "valid_from"),
        left_on="offered_at",
        right_on="valid_from",
        by="customer_id",
        direction="backward",
        allow_exact_matches=False,
        tolerance=pd.Timedelta(days=400),
    )


def main(border="2023-07-01"):
    offers = table()
    old = offers["offered_at"] < border
    clf = HistGradientBoostingClassifier(max_iter=250, random_state=0)
    clf.fit(offers.loc[old, FEATURES], offers.loc[old, "accepted"])
    proba = clf.predict_proba(offers.loc[~old, FEATURES])[:, 1]
    print("AUC after", border, roc_auc_score(offers.loc[~old, "accepted"], proba))


if __name__ == "__main__":
    main()
