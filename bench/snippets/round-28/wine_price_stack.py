"""Auction price of wines with a stack of regressors. One row per lot, lots are distinct wines."""
import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, RegressorMixin, clone
from sklearn.compose import make_column_transformer
from sklearn.ensemble import ExtraTreesRegressor, HistGradientBoostingRegressor
from sklearn.linear_model import ElasticNet, RidgeCV
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import KFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUM = ["vintage_age", "critic_score", "alcohol", "bottles_made", "volume_ml"]
CAT = ["region", "grape", "classification"]


class Stack(BaseEstimator, RegressorMixin):
    def __init__(self, bases, top, folds=5, seed=0):
        self.bases = bases
        self.top = top
        self.folds = folds
        self.seed = seed

    def fit(self, X, y):
        cv = KFold(self.folds, shuffle=True, random_state=self.seed)
        level = [cross_val_predict(clone(m), X, y, cv=cv) for m in self.bases.values()]
        self.top_ = clone(self.top).fit(np.column_stack(level), y)
        self.bases_ = {name: clone(m).fit(X, y) for name, m in self.bases.items()}
        return self

    def predict(self, X):
        level = np.column_stack([m.predict(X) for m in self.bases_.values()])
        return self.top_.predict(level)


def prepared(model):
    columns = make_column_transformer(
        (StandardScaler(), NUM),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), CAT),
    )
    return make_pipeline(columns, model)


def stack():
    bases = {
        "net": prepared(ElasticNet(alpha=0.01, max_iter=20_000)),
        "trees": prepared(ExtraTreesRegressor(500, n_jobs=-1, random_state=0)),
        "boost": prepared(HistGradientBoostingRegressor(random_state=0)),
    }
    return Stack(bases, RidgeCV(alphas=np.logspace(-3, 2, 11)))


def main():
    lots = pd.read_csv("lots.csv").dropna(subset=NUM + CAT + ["hammer_price"])
    X, y = lots[NUM + CAT], np.log(lots["hammer_price"])
    X_fit, X_out, y_fit, y_out = train_test_split(X, y, test_size=0.2, random_state=29)
    model = stack().fit(X_fit, y_fit)
    guess = model.predict(X_out)
    print("shares", dict(zip(model.bases, model.top_.coef_.round(2))))
    print("R2 of log price", r2_score(y_out, guess))
    print("MAE", mean_absolute_error(np.exp(y_out), np.exp(guess)))


if __name__ == "__main__":
    main()
