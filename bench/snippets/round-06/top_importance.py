import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split


class ImportanceFilter:
    def __init__(self, keep=50, rounds=5):
        self.keep = keep
        self.rounds = rounds
        self.table = None

    def rank(self, X, y):
        gains = np.zeros(X.shape[1])
        for seed in range(self.rounds):
            probe = LGBMClassifier(n_estimators=200, importance_type="gain", random_state=seed, verbose=-1)
            probe.fit(X, y)
            gains += probe.feature_importances_
        self.table = pd.Series(gains, index=X.columns).sort_values(ascending=False)
        return self

    @property
    def chosen(self):
        return self.table.index[: self.keep].tolist()


def load():
    features = pd.read_parquet("data/bureau_features.parquet")
    target = pd.read_csv("data/target.csv", index_col="application")["bad"]
    return features, target.loc[features.index]


def main():
    X, y = load()
    selector = ImportanceFilter(keep=40).rank(X, y)
    selector.table.to_csv("importance.csv")

    X_train, X_test, y_train, y_test = train_test_split(
        X[selector.chosen], y, test_size=0.2, stratify=y, random_state=99
    )
    final = LGBMClassifier(n_estimators=400, learning_rate=0.04, random_state=99, verbose=-1)
    final.fit(X_train, y_train)
    print("gini", 2 * roc_auc_score(y_test, final.predict_proba(X_test)[:, 1]) - 1)


if __name__ == "__main__":
    main()
