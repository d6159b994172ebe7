import argparse

import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import log_loss, roc_auc_score

CATS = ["site", "device", "slot", "country"]
NUMS = ["hour", "bid_floor", "width", "height"]


class Days:
    def __init__(self, path):
        log = pd.read_parquet(path)
        log["day"] = pd.to_datetime(log["served_at"]).dt.normalize()
        log[CATS] = log[CATS].astype(str).fillna("none")
        self.log = log.sort_values("served_at")
        self.days = sorted(log["day"].unique())

    def pool(self, first, last):
        chosen = self.log[self.log["day"].isin(self.days[first:last])]
        return Pool(chosen[CATS + NUMS], chosen["clicked"], cat_features=CATS)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--log", default="data/served_ads.parquet")
    parser.add_argument("--rounds", type=int, default=2000)
    args = parser.parse_args()

    days = Days(args.log)
    fit, stop, final = days.pool(0, -10), days.pool(-10, -5), days.pool(-5, None)
    model = CatBoostClassifier(
        iterations=args.rounds, learning_rate=0.05, depth=6,
        eval_metric="Logloss", early_stopping_rounds=60, verbose=200,
    )
    model.fit(fit, eval_set=stop)
    proba = model.predict_proba(final)[:, 1]
    print(f"trees    {model.tree_count_}")
    print(f"log loss {log_loss(final.get_label(), proba):.4f}")
    print(f"AUC      {roc_auc_score(final.get_label(), proba):.4f}")


if __name__ == "__main__":
    main()
