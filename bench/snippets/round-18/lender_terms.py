import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

COLUMNS = ["purpose", "region", "employment"]
AMOUNTS = ["amount", "income", "term_m"]


def means(keys, y, weight=30.0):
    stats = y.groupby(keys).agg(["sum", "count"])
    return (stats["sum"] + weight * y.mean()) / (stats["count"] + weight)


class FoldedRates:
    def __init__(self, folds=5, seed=0):
        self.folds = StratifiedKFold(folds, shuffle=True, random_state=seed)

    def fit_transform(self, X, y):
        self.prior = y.mean()
        self.tables = {c: means(X[c], y) for c in COLUMNS}
        out = X[AMOUNTS].copy()
        for c in COLUMNS:
            rate = np.full(len(X), self.prior)
            for others, inside in self.folds.split(X, y):
                table = means(X[c].iloc[others], y.iloc[others])
                rate[inside] = X[c].iloc[inside].map(table).fillna(y.iloc[others].mean())
            out[f"{c}_rate"] = rate
        return out

    def transform(self, X):
        out = X[AMOUNTS].copy()
        for c in COLUMNS:
            out[f"{c}_rate"] = X[c].map(self.tables[c]).fillna(self.prior)
        return out


def main():
    loans = pd.read_csv("data/microloans.csv").drop_duplicates(subset="borrower")
    X, y = loans[COLUMNS + AMOUNTS], loans["late_90d"].astype(int)
    X_dev, X_test, y_dev, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=0)
    rates = FoldedRates()
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    model.fit(rates.fit_transform(X_dev, y_dev), y_dev)
    proba = model.predict_proba(rates.transform(X_test))[:, 1]
    print(f"AUC {roc_auc_score(y_test, proba):.4f}")


if __name__ == "__main__":
    main()
