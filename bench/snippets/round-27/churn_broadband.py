import argparse
import json

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import ExtraTreesClassifier, HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUM = ["tenure_months", "monthly_fee", "support_calls", "outages_90d", "mean_down_mbit"]
CAT = ["product", "router_model", "payment"]

CANDIDATES = {
    "logit": lambda: LogisticRegression(max_iter=1000),
    "nb": GaussianNB,
    "extra": lambda: ExtraTreesClassifier(n_estimators=300, min_samples_leaf=5, random_state=0),
    "hgb": lambda: HistGradientBoostingClassifier(learning_rate=0.06, random_state=0),
}


def assemble(estimator):
    columns = ColumnTransformer(
        [("num", StandardScaler(), NUM), ("cat", OneHotEncoder(handle_unknown="ignore", sparse_output=False), CAT)]
    )
    return Pipeline([("columns", columns), ("model", estimator)])


class Leaderboard:
    def __init__(self):
        self.entries = []

    def add(self, name, model, x, y):
        auc = roc_auc_score(y, model.predict_proba(x)[:, 1])
        self.entries.append((auc, name, model))

    def top(self):
        return max(self.entries, key=lambda e: e[0])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", default="customers.csv")
    parser.add_argument("--out", default="report.json")
    args = parser.parse_args()

    customers = pd.read_csv(args.data).dropna(subset=NUM + CAT)
    x, y = customers[NUM + CAT], customers["left_within_60d"]
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, stratify=y, random_state=0)

    board = Leaderboard()
    for name, make in CANDIDATES.items():
        board.add(name, assemble(make()).fit(x_train, y_train), x_test, y_test)

    auc, name, _ = board.top()
    with open(args.out, "w") as fh:
        json.dump({"selected": name, "test_auc": round(auc, 4)}, fh, indent=2)


if __name__ == "__main__":
    main()
