"""Two-level regression for compressive strength of concrete mixes."""
import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor, RandomForestRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

BASE = {
    "forest": lambda: RandomForestRegressor(n_estimators=400, random_state=1, n_jobs=-1),
    "extra": lambda: ExtraTreesRegressor(n_estimators=400, random_state=1, n_jobs=-1),
    "knn": lambda: make_pipeline(StandardScaler(), KNeighborsRegressor(3, weights="distance")),
}


class TwoLevel:
    def __init__(self, factories):
        self.base = {name: make() for name, make in factories.items()}
        self.top = RidgeCV(alphas=np.logspace(-3, 3, 13))

    def _layer(self, X):
        return np.column_stack([model.predict(X) for model in self.base.values()])

    def fit(self, X, y):
        for model in self.base.values():
            model.fit(X, y)
        self.top.fit(self._layer(X), y)
        return self

    def predict(self, X):
        return self.top.predict(self._layer(X))


def load():
    mixes = pd.read_excel("concrete_mixes.xlsx").drop_duplicates()
    mixes["water_binder"] = mixes["water"] / (mixes["cement"] + mixes["slag"] + mixes["ash"])
    return mixes.drop(columns="strength_mpa"), mixes["strength_mpa"]


def main():
    X, y = load()
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=9)
    model = TwoLevel(BASE).fit(X_train, y_train)
    rmse = np.sqrt(mean_squared_error(y_test, model.predict(X_test)))
    print("RMSE MPa", round(float(rmse), 2))
    print(dict(zip(model.base, model.top.coef_.round(3))))


if __name__ == "__main__":
    main()
