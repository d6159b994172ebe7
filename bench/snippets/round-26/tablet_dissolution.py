"""Dissolution time of tablets from formulation and press settings (one batch a row)."""
import numpy as np
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.decomposition import PCA
from sklearn.impute import KNNImputer
from sklearn.kernel_ridge import KernelRidge
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

SETTINGS = ["press_force", "dwell_ms", "granule_d50", "moisture", "binder_pct"]
RECIPE = ["binder", "coating"]


class DissolutionStudy:
    def __init__(self, path):
        self.path = path
        self.search = None

    def batches(self):
        table = pd.read_csv(self.path).drop_duplicates("batch_no")
        return table[SETTINGS + RECIPE], table["t80_min"]

    def pipeline(self):
        numeric = Pipeline([
            ("fill", KNNImputer(n_neighbors=5)),
            ("scale", StandardScaler()),
            ("pca", PCA(n_components=4)),
        ])
        prep = ColumnTransformer([
            ("num", numeric, SETTINGS),
            ("cat", OneHotEncoder(handle_unknown="ignore"), RECIPE),
        ])
        return Pipeline([("prep", prep), ("reg", KernelRidge(kernel="rbf"))])

    def run(self):
        X, y = self.batches()
        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=15)
        grid = {
            "prep__num__pca__n_components": [2, 3, 4, 5],
            "reg__alpha": np.logspace(-3, 1, 5),
            "reg__gamma": np.logspace(-3, 0, 4),
        }
        self.search = GridSearchCV(self.pipeline(), grid, cv=5, scoring="neg_mean_absolute_error", n_jobs=-1)
        self.search.fit(X_train, y_train)
        pred = self.search.predict(X_test)
        return {
            "cv_mae": -self.search.best_score_,
            "test_mae": mean_absolute_error(y_test, pred),
            "test_r2": r2_score(y_test, pred),
        }


if __name__ == "__main__":
    for key, value in DissolutionStudy("batches.csv").run().items():
        print(f"{key}: {value:.3f}")
