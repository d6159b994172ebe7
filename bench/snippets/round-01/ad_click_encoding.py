import lightgbm as lgb
import pandas as pd
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split

CATS = ["publisher", "device_model", "slot"]


def click_rate(frame, cols, target="clicked"):
    out = frame.copy()
    for c in cols:
        rate = out.groupby(c)[target].mean()
        out[f"{c}_ctr"] = out[c].map(rate)
    return out


def drop_raw(frame, cols):
    return frame.drop(columns=cols)


imps = (
    pd.read_parquet("warehouse/impressions_sample.parquet")
    .query("bot_score < 0.2")
    .pipe(click_rate, CATS)
    .pipe(drop_raw, CATS)
)
features = [c for c in imps.columns if c != "clicked"]
tr, te = train_test_split(imps, test_size=0.2, random_state=3)

params = {"n_estimators": 400, "num_leaves": 63, "learning_rate": 0.03, "verbosity": -1}
clf = lgb.LGBMClassifier(**params)
clf.fit(tr[features], tr["clicked"])
print("logloss", log_loss(te["clicked"], clf.predict_proba(te[features])[:, 1]))
