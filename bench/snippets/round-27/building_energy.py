"""Annual heat demand of buildings with a two-layer model."""
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.ensemble import GradientBoostingRegressor, RandomForestRegressor
from sklearn.linear_model import LinearRegression, RidgeCV
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import KFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

INPUTS = ["floor_area", "storeys", "year", "u_wall", "u_roof", "u_window", "glazing_share", "hdd", "occupants"]

LOWER = {
    "rf": RandomForestRegressor(300, min_samples_leaf=2, n_jobs=-1, random_state=0),
    "gb": GradientBoostingRegressor(n_estimators=400, learning_rate=0.05, random_state=0),
    "ridge": make_pipeline(StandardScaler(), RidgeCV(np.logspace(-2, 3, 12))),
    "svr": make_pipeline(StandardScaler(), SVR(C=20.0, epsilon=0.05)),
}


class TwoLayer:
    def __init__(self, lower, upper, folds=10):
        self.lower, self.upper, self.folds = lower, upper, folds

    def fit(self, x, y):
        cv = KFold(self.folds, shuffle=True, random_state=0)
        level = {name: cross_val_predict(m, x, y, cv=cv) for name, m in self.lower.items()}
        self.upper_ = clone(self.upper).fit(pd.DataFrame(level), y)
        self.lower_ = {name: clone(m).fit(x, y) for name, m in self.lower.items()}
        return self

    def predict(self, x):
        level = {name: m.predict(x) for name, m in self.lower_.items()}
        return self.upper_.predict(pd.DataFrame(level))


def main():
    buildings = pd.read_csv("buildings.csv").dropna(subset=INPUTS + ["heat_kwh"])
    buildings = buildings.drop_duplicates("building_id")
    x, y = buildings[INPUTS], np.log(buildings["heat_kwh"])
    x_fit, x_new, y_fit, y_new = train_test_split(x, y, test_size=0.2, random_state=0)

    model = TwoLayer(LOWER, LinearRegression(positive=True)).fit(x_fit, y_fit)
    for name, m in model.lower_.items():
        print(f"{name:<6} fit MAE {mean_absolute_error(y_fit, m.predict(x_fit)):.3f}")
    print("weights", dict(zip(LOWER, model.upper_.coef_.round(2))))
    print("held-out MAE", mean_absolute_error(y_new, model.predict(x_new)))


if __name__ == "__main__":
    main()
