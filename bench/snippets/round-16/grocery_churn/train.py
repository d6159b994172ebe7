"""Churn model for the grocery app; snapshots, splits and search grid come from config.yaml."""
from itertools import product
from pathlib import Path

import duckdb
import pandas as pd
import yaml
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score

HERE = Path(__file__).parent
INPUTS = ["n_orders", "mean_basket", "sd_basket", "order_days", "coupon_share"]


def snapshot(con, day):
    query = (HERE / "features.sql").read_text()
    return con.execute(query, {"snapshot": day}).df().fillna({"sd_basket": 0.0})


def collect(con, days):
    return pd.concat([snapshot(con, day) for day in days], ignore_index=True)


def auc(model, frame):
    return roc_auc_score(frame["churned"], model.predict_proba(frame[INPUTS])[:, 1])


def main():
    config = yaml.safe_load((HERE / "config.yaml").read_text())
    con = duckdb.connect(config["database"], read_only=True)
    train, valid, test = (collect(con, config[part]) for part in ("train", "valid", "test"))

    best, best_auc = None, 0.0
    for trees, leaf in product(config["trees"], config["leaf"]):
        model = RandomForestClassifier(trees, min_samples_leaf=leaf, n_jobs=-1, random_state=0)
        model.fit(train[INPUTS], train["churned"])
        score = auc(model, valid)
        if score > best_auc:
            best, best_auc = model, score
    print(f"valid {best_auc:.3f}  test {auc(best, test):.3f}")


if __name__ == "__main__":
    main()
