import pandas as pd
import xgboost as xgb
from sklearn.metrics import classification_report, roc_auc_score
from sklearn.model_selection import train_test_split

SNAPSHOT = pd.Timestamp("2023-06-30")


def load_members(path):
    m = pd.read_csv(path, parse_dates=["joined_on", "cancelled_on"])
    m["quit"] = m["cancelled_on"].notna().astype(int)
    return m


def add_columns(m):
    last_day = m["cancelled_on"].fillna(SNAPSHOT)
    m["tenure_days"] = (last_day - m["joined_on"]).dt.days
    m["idle_at_end"] = (SNAPSHOT - last_day).dt.days
    m["visits_per_month"] = m["visits_2022"] / 12
    m["fee_per_visit"] = m["fee"] / (m["visits_per_month"] + 1)
    return m


members = add_columns(load_members("members.csv"))
inputs = members[["tenure_days", "idle_at_end", "visits_per_month", "fee_per_visit", "age", "classes_booked_2022"]]

tr, te = train_test_split(members.index, test_size=0.25, stratify=members["quit"], random_state=33)
bst = xgb.XGBClassifier(n_estimators=200, max_depth=4, learning_rate=0.1)
bst.fit(inputs.loc[tr], members.loc[tr, "quit"])

prob = bst.predict_proba(inputs.loc[te])[:, 1]
print(classification_report(members.loc[te, "quit"], prob > 0.5))
print("AUC", roc_auc_score(members.loc[te, "quit"], prob))
