import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import train_test_split


def smoothed_rate(frame, key, outcome, m=50.0):
    prior = frame[outcome].mean()
    stats = frame.groupby(key)[outcome].agg(["sum", "count"])
    return (stats["sum"] + m * prior) / (stats["count"] + m)


def main():
    imp = pd.read_feather("impressions.feather")
    imp["hour_sin"] = np.sin(2 * np.pi * imp["hour"] / 24)
    imp["hour_cos"] = np.cos(2 * np.pi * imp["hour"] / 24)

    for key in ("brand", "slot"):
        table = smoothed_rate(imp, key, "clicked")
        imp[f"{key}_rate"] = imp[key].map(table)

    used = ["brand_rate", "slot_rate", "hour_sin", "hour_cos", "bid_floor", "width", "height"]
    itr, ite = train_test_split(np.arange(len(imp)), test_size=0.2, random_state=2024)
    booster = lgb.LGBMClassifier(n_estimators=300, learning_rate=0.05, num_leaves=63)
    booster.fit(imp[used].iloc[itr], imp["clicked"].iloc[itr])

    prob = booster.predict_proba(imp[used].iloc[ite])[:, 1]
    truth = imp["clicked"].iloc[ite]
    print("auc    ", roc_auc_score(truth, prob))
    print("logloss", log_loss(truth, prob))


main()
