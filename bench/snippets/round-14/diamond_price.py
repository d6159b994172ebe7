"""Price of loose diamonds with two levels of models; one certificate is one stone."""
import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor, GradientBoostingRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import KFold, cross_val_predict, train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

GRADES = {
    "cut": ["Fair", "Good", "Very Good", "Premium", "Ideal"],
    "color": list("JIHGFED"),
    "clarity": ["I1", "SI2", "SI1", "VS2", "VS1", "VVS2", "VVS1", "IF"],
}


class Stack:
    def __init__(self, bases: dict, folds: int = 5):
        self.bases = bases
        self.folds = KFold(folds, shuffle=True, random_state=0)
        self.head = RidgeCV(alphas=np.logspace(-3, 3, 13))

    def fit(self, x, y):
        inner = np.column_stack(
            [cross_val_predict(model, x, y, cv=self.folds) for model in self.bases.values()]
        )
        self.head.fit(inner, y)
        for model in self.bases.values():
            model.fit(x, y)
        return self

    def predict(self, x):
        return self.head.predict(np.column_stack([m.predict(x) for m in self.bases.values()]))


def load(path):
    stones = pd.read_csv(path).drop_duplicates("certificate")
    for column, order in GRADES.items():
        stones[column] = pd.Categorical(stones[column], order, ordered=True).codes
    return stones.drop(columns=["certificate", "price"]), np.log(stones["price"])


def main():
    x, y = load("diamonds.csv")
    x_tr, x_te, y_tr, y_te = train_test_split(x, y, test_size=0.2, random_state=40)
    stack = Stack(
        {
            "trees": ExtraTreesRegressor(300, min_samples_leaf=2, n_jobs=2, random_state=0),
            "boost": GradientBoostingRegressor(n_estimators=300, random_state=0),
            "near": make_pipeline(StandardScaler(), KNeighborsRegressor(8)),
        }
    )
    stack.fit(x_tr, y_tr)
    error = mean_absolute_percentage_error(np.exp(y_te), np.exp(stack.predict(x_te)))
    print("head weights", stack.head.coef_.round(2), "MAPE", round(error, 4))


if __name__ == "__main__":
    main()
