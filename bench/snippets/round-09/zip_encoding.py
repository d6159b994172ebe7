import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import KFold, train_test_split


class FoldedMean:
    """Mean of the outcome by category, computed out of fold for the rows it is fitted on."""

    def __init__(self, column, smoothing=20, folds=5, seed=0):
        self.column, self.m, self.folds, self.seed = column, smoothing, folds, seed

    def _table(self, cats, y):
        agg = y.groupby(cats).agg(["mean", "size"])
        w = agg["size"] / (agg["size"] + self.m)
        return w * agg["mean"] + (1 - w) * y.mean()

    def fit_transform(self, X, y):
        out = pd.Series(np.nan, index=X.index)
        for a, b in KFold(self.folds, shuffle=True, random_state=self.seed).split(X):
            t = self._table(X[self.column].iloc[a], y.iloc[a])
            out.iloc[b] = X[self.column].iloc[b].map(t).fillna(y.iloc[a].mean()).to_numpy()
        self.prior_ = y.mean()
        self.table_ = self._table(X[self.column], y)
        return out

    def transform(self, X):
        return X[self.column].map(self.table_).fillna(self.prior_)


leads = pd.read_csv("solar_leads.csv", dtype={"zip": str})
y = leads.pop("converted")
A, B, ya, yb = train_test_split(leads, y, test_size=0.2, stratify=y, random_state=40)
A, B = A.copy(), B.copy()

for col in ("zip", "installer", "campaign"):
    enc = FoldedMean(col)
    A[col + "_enc"] = enc.fit_transform(A, ya)
    B[col + "_enc"] = enc.transform(B)

cols = [c for c in A if c.endswith("_enc")] + ["roof_m2", "bill_eur"]
model = lgb.LGBMClassifier(n_estimators=200, learning_rate=0.05).fit(A[cols], ya)
print(roc_auc_score(yb, model.predict_proba(B[cols])[:, 1]))
