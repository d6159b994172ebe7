"""Above-ground biomass of forest plots from lidar metrics (plots far apart)."""
import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score
from sklearn.model_selection import KFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR


def bases():
    return [
        ExtraTreesRegressor(n_estimators=400, random_state=5, n_jobs=-1),
        LGBMRegressor(n_estimators=300, learning_rate=0.04, verbosity=-1),
        make_pipeline(StandardScaler(), SVR(C=50.0)),
    ]


class OutOfFoldBlend:
    def __init__(self, folds=5):
        self.folds = KFold(n_splits=folds, shuffle=True, random_state=5)
        self.models = bases()
        self.head = LinearRegression(positive=True)

    def fit(self, X, y):
        level = np.column_stack(
            [cross_val_predict(model, X, y, cv=self.folds) for model in self.models]
        )
        self.head.fit(level, y)
        for model in self.models:
            model.fit(X, y)
        return self

    def predict(self, X):
        return self.head.predict(np.column_stack([m.predict(X) for m in self.models]))


def main():
    plots = pd.read_csv("data/lidar_plots.csv").drop_duplicates(subset="plot")
    X, y = plots.filter(regex=r"^(p|d|cov)_"), plots["biomass_t_ha"]
    X_dev, X_test, y_dev, y_test = train_test_split(X, y, test_size=0.25, random_state=5)
    blend = OutOfFoldBlend().fit(X_dev, y_dev)
    print("head", blend.head.coef_.round(2))
    print("R2", round(r2_score(y_test, blend.predict(X_test)), 3))


if __name__ == "__main__":
    main()
