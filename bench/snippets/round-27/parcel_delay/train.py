import argparse

import pandas as pd
import xgboost as xgb
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import train_test_split

from encoding import add_rates

CATEGORICAL = ["carrier", "origin_hub", "postcode3"]
NUMERIC = ["weight_kg", "volume_l", "distance_km", "promised_hours"]


def parse_args():
    parser = argparse.ArgumentParser()
    parser.add_argument("--parcels", default="parcels.parquet")
    parser.add_argument("--rounds", type=int, default=400)
    return parser.parse_args()


def main():
    args = parse_args()
    parcels = pd.read_parquet(args.parcels, columns=CATEGORICAL + NUMERIC + ["delayed"])
    parcels = add_rates(parcels, CATEGORICAL, outcome="delayed")

    y = parcels.pop("delayed")
    x_train, x_test, y_train, y_test = train_test_split(parcels, y, test_size=0.2, random_state=8, stratify=y)

    model = xgb.XGBClassifier(
        n_estimators=args.rounds, max_depth=6, learning_rate=0.05, subsample=0.8, eval_metric="logloss"
    )
    model.fit(x_train, y_train)

    p = model.predict_proba(x_test)[:, 1]
    print({"auc": roc_auc_score(y_test, p), "log_loss": log_loss(y_test, p)})


if __name__ == "__main__":
    main()
