import numpy as np
import pandas as pd
from catboost import CatBoostRegressor
from lightgbm import LGBMRegressor
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split


class TwoLevel:
    def __init__(self, level0, level1):
        self.level0, self.level1 = level0, level1

    def _column_stack(self, X):
        return np.column_stack([m.predict(X) for m in self.level0])

    def fit(self, X, y):
        for m in self.level0:
            m.fit(X, y)
        self.level1.fit(self._column_stack(X), y)
        return self

    def predict(self, X):
        return self.level1.predict(self._column_stack(X))


df = pd.read_csv("ames_numeric.csv")
df["house_age"] = df["YrSold"] - df["YearBuilt"]
y = np.log1p(df.pop("SalePrice"))
X_tr, X_te, y_tr, y_te = train_test_split(df, y, test_size=0.2, random_state=17)

stack = TwoLevel(
    level0=[
        ExtraTreesRegressor(500, n_jobs=-1, random_state=1),
        LGBMRegressor(n_estimators=1500, num_leaves=127, learning_rate=0.05),
        CatBoostRegressor(iterations=1500, depth=8, verbose=0),
    ],
    level1=LinearRegression(positive=True),
)
stack.fit(X_tr, y_tr)
print("weights:", stack.level1.coef_)
print("RMSLE:", mean_squared_error(y_te, stack.predict(X_te)) ** 0.5)
