import os

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sqlalchemy import create_engine

engine = create_engine(os.environ["DWH_URL"])

OFFERS = "select offer_id, customer_id, offered_at, amount, channel_code, accepted from crm.offers"
# one row per customer, overwritten every night with today's figures
ACCOUNTS = "select customer_id, balance, days_in_arrears, n_products, updated_at from core.account_current"


def training_table() -> pd.DataFrame:
    offers = pd.read_sql(OFFERS, engine, parse_dates=["offered_at"])
    accounts = pd.read_sql(ACCOUNTS, engine, parse_dates=["updated_at"])
    table = offers.merge(accounts, on="customer_id", how="left")
    return table.sort_values("offered_at")


def main():
    table = training_table()
    features = ["amount", "channel_code", "balance", "days_in_arrears", "n_products"]
    before = table["offered_at"] < "2023-07-01"

    clf = HistGradientBoostingClassifier(max_iter=250)
    clf.fit(table.loc[before, features], table.loc[before, "accepted"])
    proba = clf.predict_proba(table.loc[~before, features])[:, 1]
    print("AUC", roc_auc_score(table.loc[~before, "accepted"], proba))


if __name__ == "__main__":
    main()
