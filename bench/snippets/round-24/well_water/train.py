"""Arsenic above the WHO limit."""
import json
import sys

import pandas as pd
from sklearn.linear_model import LogisticRegressionCV
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split


def main(path):
    wells = pd.read_parquet(path)
    y = wells.pop("above_limit")
    X_train, X_test, y_train, y_test = train_test_split(
        wells, y, test_size=0.25, stratify=y, random_state=12
    )
    model = LogisticRegressionCV(Cs=15, cv=5, scoring="roc_auc", max_iter=3000)
    model.fit(X_train, y_train)
    risk = model.predict_proba(X_test)[:, 1]
    report = {
        "auc": roc_auc_score(y_test, risk),
        "average_precision": average_precision_score(y_test, risk),
        "wells_scored": len(y_test),
    }
    with open("metrics.json", "w") as handle:
        json.dump(report, handle, indent=2)
    print(report)


if __name__ == "__main__":
    main(sys.argv[1])
