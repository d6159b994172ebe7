import json

import numpy as np
import pandas as pd
from scipy.stats import ks_2samp
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler


def drift_table(train, test):
    own = StandardScaler().fit(test)
    ref = StandardScaler().fit(train)
    rows = []
    for j, col in enumerate(train.columns):
        rows.append(
            {
                "column": col,
                "mean_shift": float((own.mean_[j] - ref.mean_[j]) / ref.scale_[j]),
                "scale_ratio": float(own.scale_[j] / ref.scale_[j]),
                "ks": float(ks_2samp(train[col], test[col]).statistic),
            }
        )
    return pd.DataFrame(rows).sort_values("ks", ascending=False)


def main():
    frame = pd.read_csv("data/air_filters.csv")
    frame = frame[(np.abs(frame) < 1e4).all(axis=1)]
    y = frame.pop("noise_source")
    X_train, X_test, y_train, y_test = train_test_split(frame, y, test_size=0.3, stratify=y, random_state=37)
    drift_table(X_train, X_test).to_csv("drift.csv", index=False)

    scaler = StandardScaler().fit(X_train)
    clf = LogisticRegression(max_iter=1000).fit(scaler.transform(X_train), y_train)
    auc = roc_auc_score(y_test, clf.predict_proba(scaler.transform(X_test))[:, 1])
    json.dump({"auc": auc}, open("metrics.json", "w"))


if __name__ == "__main__":
    main()
