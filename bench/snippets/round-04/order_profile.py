import pandas as pd
import xgboost as xgb
from sklearn.metrics import roc_auc_score


def load():
    orders = pd.read_parquet("data/orders.parquet")
    profile = pd.read_parquet("data/customer_profile_history.parquet")
    orders["ordered_at"] = pd.to_datetime(orders["ordered_at"])
    profile["updated_at"] = pd.to_datetime(profile["updated_at"])
    return orders, profile


def enrich(orders, profile):
    current = profile.sort_values("updated_at").drop_duplicates("customer_id", keep="last")
    current = current.drop(columns="updated_at")
    return orders.merge(current, on="customer_id", how="left")


def split_by_day(df, day):
    day = pd.Timestamp(day)
    return df[df["ordered_at"] < day], df[df["ordered_at"] >= day]


FEATURES = ["basket_value", "n_items", "lifetime_returns", "loyalty_points", "open_complaints"]

orders, profile = load()
table = enrich(orders, profile)
train, test = split_by_day(table, "2024-03-01")

clf = xgb.XGBClassifier(n_estimators=350, max_depth=6, learning_rate=0.07, eval_metric="logloss")
clf.fit(train[FEATURES], train["returned"])
print("AUC", roc_auc_score(test["returned"], clf.predict_proba(test[FEATURES])[:, 1]))
