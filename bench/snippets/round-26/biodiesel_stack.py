"""Two-level model for cetane number of biodiesel samples from fatty acid profiles."""
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.ensemble import RandomForestRegressor
from sklearn.linear_model import Lasso, LinearRegression
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import KFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR


class StackedRegressor:
    def __init__(self, members, top, folds):
        self.members, self.top, self.folds = members, top, folds
        self.fitted = {}

    def fit(self, X, y):
        layer = np.column_stack(
            [cross_val_predict(clone(m), X, y, cv=self.folds) for m in self.members.values()]
        )
        self.top.fit(layer, y)
        for name, member in self.members.items():
            self.fitted[name] = clone(member).fit(X, y)
        return self

    def predict(self, X):
        layer = np.column_stack([m.predict(X) for m in self.fitted.values()])
        return self.top.predict(layer)


def members():
    return {
        "lasso": make_pipeline(StandardScaler(), Lasso(alpha=0.05, max_iter=20000)),
        "svr": make_pipeline(StandardScaler(), SVR(C=30.0, epsilon=0.3)),
        "forest": RandomForestRegressor(n_estimators=500, min_samples_leaf=2, random_state=5),
    }


def main():
    samples = pd.read_csv("fame_profiles.csv").drop_duplicates("sample_id").dropna()
    X = samples.filter(regex=r"^c\d+_\d$")
    y = samples["cetane_number"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=5)

    folds = KFold(n_splits=8, shuffle=True, random_state=5)
    stack = StackedRegressor(members(), LinearRegression(positive=True), folds)
    stack.fit(X_train, y_train)
    print("weights", dict(zip(stack.members, stack.top.coef_.round(2))))
    print("test MAE", round(mean_absolute_error(y_test, stack.predict(X_test)), 2))


if __name__ == "__main__":
    main()
