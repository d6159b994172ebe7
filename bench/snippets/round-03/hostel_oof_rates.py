import pandas as pd
import xgboost as xgb
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import KFold, train_test_split

KEYS = ["agent", "country"]
LABEL = "cancelled"
SMOOTH = 30.0


def rate(frame, key):
    prior = frame[LABEL].mean()
    s = frame.groupby(key)[LABEL].agg(["sum", "count"])
    return (s["sum"] + SMOOTH * prior) / (s["count"] + SMOOTH), prior


def oof_rate(frame, key, folds):
    out = pd.Series(index=frame.index, dtype=float)
    for rest, part in folds.split(frame):
        table, prior = rate(frame.iloc[rest], key)
        out.iloc[part] = frame[key].iloc[part].map(table).fillna(prior).to_numpy()
    return out


stays = pd.read_parquet("hostel_stays.parquet", columns=KEYS + ["lead_days", "beds", "nights", LABEL])
train, test = train_test_split(stays, test_size=0.2, random_state=33, stratify=stays[LABEL])
train, test = train.copy(), test.copy()

folds = KFold(5, shuffle=True, random_state=33)
for key in KEYS:
    table, prior = rate(train, key)
    test[f"{key}_rate"] = test[key].map(table).fillna(prior)
    train[f"{key}_rate"] = oof_rate(train, key, folds)

cols = [c for c in train.columns if c not in {*KEYS, LABEL}]
clf = xgb.XGBClassifier(n_estimators=350, max_depth=5, learning_rate=0.07)
clf.fit(train[cols], train[LABEL])
print("AUC", roc_auc_score(test[LABEL], clf.predict_proba(test[cols])[:, 1]))
