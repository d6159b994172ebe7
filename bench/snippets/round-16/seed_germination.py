"""Germination of seed lots from expression profiles; one lot per row."""
import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.impute import KNNImputer
from sklearn.linear_model import Ridge
from sklearn.metrics import r2_score
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler


class LotModel:
    def __init__(self, n_genes, alpha):
        self.n_genes, self.alpha = n_genes, alpha

    def fit(self, X, y):
        self.imputer = KNNImputer(n_neighbors=5)
        self.scaler = StandardScaler()
        self.chooser = SelectKBest(f_regression, k=self.n_genes)
        self.pca = PCA(n_components=15, random_state=0)
        Z = self.scaler.fit_transform(self.imputer.fit_transform(X))
        Z = self.pca.fit_transform(self.chooser.fit_transform(Z, y))
        self.ridge = Ridge(self.alpha).fit(Z, y)
        return self

    def predict(self, X):
        Z = self.scaler.transform(self.imputer.transform(X))
        return self.ridge.predict(self.pca.transform(self.chooser.transform(Z)))


def cross_validated(X, y, n_genes, alpha, folds):
    scores = []
    for fit_rows, check_rows in folds.split(X):
        model = LotModel(n_genes, alpha).fit(X[fit_rows], y[fit_rows])
        scores.append(r2_score(y[check_rows], model.predict(X[check_rows])))
    return float(np.mean(scores))


def main():
    lots = pd.read_csv("lots.csv", index_col="lot_id")
    genes = [c for c in lots.columns if c.startswith("AT")]
    X, y = np.log2(lots[genes].to_numpy(float) + 1), lots["germination"].to_numpy(float)

    order = np.random.default_rng(40).permutation(len(y))
    n_out = len(y) // 5
    out, dev = order[:n_out], order[n_out:]

    folds = KFold(5, shuffle=True, random_state=40)
    settings = [(k, a) for k in (50, 150, 400) for a in (1.0, 10.0, 100.0)]
    results = {s: cross_validated(X[dev], y[dev], *s, folds) for s in settings}
    best = max(results, key=results.get)

    final = LotModel(*best).fit(X[dev], y[dev])
    print("genes, alpha", best, "cv R2", round(results[best], 3))
    print("R2 on lots set aside", round(r2_score(y[out], final.predict(X[out])), 3))


if __name__ == "__main__":
    main()
