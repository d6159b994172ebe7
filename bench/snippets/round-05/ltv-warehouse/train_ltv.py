import argparse
import pathlib

import lightgbm as lgb
import pandas as pd
import sqlalchemy as sa
from sklearn.metrics import mean_absolute_error

INPUTS = ["n_events", "active_days", "purchase_clicks"]


def fetch(dsn):
    sql = pathlib.Path("queries/training.sql").read_text()
    frame = pd.read_sql(sa.text(sql), sa.create_engine(dsn), parse_dates=["signup_ts"])
    return frame.fillna({c: 0 for c in INPUTS})


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--dsn", required=True)
    ap.add_argument("--train-until", default="2023-03-01")
    ap.add_argument("--test-from", default="2023-06-01")
    a = ap.parse_args()
    users = fetch(a.dsn)
    train = users[users["signup_ts"] < a.train_until]
    test = users[users["signup_ts"] >= a.test_from]
    model = lgb.LGBMRegressor(objective="tweedie", n_estimators=400)
    model.fit(train[INPUTS], train["ltv_90"])
    print("MAE", mean_absolute_error(test["ltv_90"], model.predict(test[INPUTS])))
    model.booster_.save_model("ltv.txt")


if __name__ == "__main__":
    main()
