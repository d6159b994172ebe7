"""Who takes the fibre upgrade offer? One row per household contacted."""
from __future__ import annotations

import lightgbm as lgb
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

PRIOR_WEIGHT = 30.0


def response_rate(frame: pd.DataFrame, by: str, outcome: str) -> pd.Series:
    overall = frame[outcome].mean()
    agg = frame.groupby(by)[outcome].agg(["sum", "count"])
    return (agg["sum"] + PRIOR_WEIGHT * overall) / (agg["count"] + PRIOR_WEIGHT)


households = (
    pd.read_csv("campaign_2023.csv")
    .query("contacted == 1")
    .assign(took_offer=lambda d: d["took_offer"].astype(int))
    .drop(columns=["contacted", "household_ref"])
)

for key in ("postcode_area", "handset_model", "tariff_code"):
    rate = response_rate(households, key, "took_offer")
    households[f"{key}_rate"] = households[key].map(rate)

y = households["took_offer"]
X = households.drop(columns=["took_offer", "postcode_area", "handset_model", "tariff_code"])

X_dev, X_hold, y_dev, y_hold = train_test_split(
    X, y, test_size=0.2, stratify=y, random_state=99
)

booster = lgb.LGBMClassifier(
    n_estimators=300, num_leaves=31, learning_rate=0.05, subsample=0.8, subsample_freq=1
)
booster.fit(X_dev, y_dev)
p = booster.predict_proba(X_hold)[:, 1]
print("AUC on held-back households: %.4f" % roc_auc_score(y_hold, p))

lift = pd.DataFrame({"p": p, "y": y_hold.to_numpy()}).sort_values("p", ascending=False)
top = lift.head(len(lift) // 10)["y"].mean() / lift["y"].mean()
print("top decile lift: %.2f" % top)
