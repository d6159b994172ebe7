import json

import pandas as pd
from catboost import CatBoostClassifier, Pool
from sklearn.metrics import roc_auc_score


class Scorecard:
    def __init__(self, cats):
        self.cats = cats
        self.model = CatBoostClassifier(iterations=800, depth=8, learning_rate=0.05, verbose=False)
        self.pool = None

    def _pool(self, frame):
        return Pool(frame.drop(columns="defaulted"), frame["defaulted"], cat_features=self.cats)

    def train(self, frame):
        self.pool = self._pool(frame)
        self.model.fit(self.pool)
        return self

    def report(self):
        proba = self.model.predict_proba(self.pool)[:, 1]
        auc = roc_auc_score(self.pool.get_label(), proba)
        return {"auc": round(auc, 4), "gini": round(2 * auc - 1, 4)}


def main():
    loans = pd.read_csv("loans_2019_2022.csv")
    columns = ["income", "debt_ratio", "employment", "purpose", "region", "term", "defaulted"]
    loans = loans[columns].dropna(subset=["income"])
    for c in ("employment", "purpose", "region"):
        loans[c] = loans[c].fillna("unknown")
    card = Scorecard(["employment", "purpose", "region"]).train(loans)
    quality = card.report()
    with open("scorecard_quality.json", "w") as fh:
        json.dump(quality, fh)
    print("model quality", quality)


if __name__ == "__main__":
    main()
