"""Which orders will be sent back? Compare a few classifiers."""
from typing import NamedTuple

import joblib
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMERIC = ["basket_eur", "n_items", "discount_pct", "n_sizes_same_article"]
CODES = ["category", "payment", "device"]


class Parts(NamedTuple):
    train: pd.DataFrame
    test: pd.DataFrame


def load(path):
    orders = pd.read_csv(path).drop_duplicates("customer_id")
    orders = orders[NUMERIC + CODES + ["returned"]].dropna()
    return Parts(*train_test_split(orders, test_size=0.3, random_state=8))


def candidates():
    def columns():
        return make_column_transformer(
            (StandardScaler(), NUMERIC),
            (OneHotEncoder(handle_unknown="ignore", sparse_output=False), CODES),
        )

    for c in (0.01, 0.1, 1.0):
        yield f"logit-{c}", make_pipeline(columns(), LogisticRegression(C=c, max_iter=1000))
    for leaf in (1, 5, 20):
        forest = RandomForestClassifier(300, min_samples_leaf=leaf, n_jobs=-1, random_state=8)
        yield f"forest-{leaf}", make_pipeline(columns(), forest)
    for rate in (0.03, 0.1):
        boost = HistGradientBoostingClassifier(learning_rate=rate, random_state=8)
        yield f"boost-{rate}", make_pipeline(columns(), boost)


class Contest:
    def __init__(self, parts):
        self.parts = parts
        self.table = {}

    def enter(self, name, model):
        model.fit(self.parts.train[NUMERIC + CODES], self.parts.train["returned"])
        p = model.predict_proba(self.parts.test[NUMERIC + CODES])[:, 1]
        self.table[name] = (roc_auc_score(self.parts.test["returned"], p), model)

    def winner(self):
        name = max(self.table, key=lambda n: self.table[n][0])
        return name, *self.table[name]


def main():
    contest = Contest(load("data/orders.csv"))
    for name, model in candidates():
        contest.enter(name, model)
    name, auc, model = contest.winner()
    print(f"{name}: AUC {auc:.3f}")
    joblib.dump(model, "returns.joblib")


if __name__ == "__main__":
    main()
