"""Day-ahead electricity price: three models and one blend."""
import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor
from scipy.optimize import minimize
from sklearn.linear_model import LassoCV
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import TimeSeriesSplit
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

CUT = pd.Timestamp("2023-07-01")


def features(prices: pd.DataFrame) -> pd.DataFrame:
    """Hourly rows; load and wind are the day-ahead forecasts of the grid operator."""
    out = prices[["price", "load_fc", "wind_fc"]].copy()
    for lag in (24, 48, 168):
        out[f"price_lag{lag}"] = prices["price"].shift(lag)
    out["hour"] = prices.index.hour
    out["weekday"] = prices.index.dayofweek
    return out.dropna()


class Blend:
    def __init__(self, members):
        self.members = members
        self.weights = None

    def fit(self, x, y):
        for model in self.members.values():
            model.fit(x, y)
        return self

    def each(self, x):
        return np.column_stack([m.predict(x) for m in self.members.values()])

    def balance(self, x, y):
        columns = self.each(x)
        k = columns.shape[1]
        loss = lambda w: np.abs(y - columns @ w).mean()
        found = minimize(
            loss,
            np.full(k, 1 / k),
            bounds=[(0, 1)] * k,
            constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
        )
        self.weights = found.x
        return self

    def predict(self, x):
        return self.each(x) @ self.weights


if __name__ == "__main__":
    hourly = pd.read_csv("epex_hourly.csv", index_col="utc", parse_dates=True).sort_index()
    table = features(hourly)
    past, late = table[table.index < CUT], table[table.index >= CUT]
    x_past, y_past = past.drop(columns="price"), past["price"].to_numpy()
    x_late, y_late = late.drop(columns="price"), late["price"].to_numpy()
    blend = Blend(
        {
            "lasso": make_pipeline(StandardScaler(), LassoCV(cv=TimeSeriesSplit(5))),
            "trees": LGBMRegressor(n_estimators=400, learning_rate=0.05),
            "mlp": make_pipeline(StandardScaler(), MLPRegressor((64, 32), random_state=0)),
        }
    )
    blend.fit(x_past, y_past).balance(x_late, y_late)
    print("weights", blend.weights.round(2))
    print("MAE second half of 2023:", mean_absolute_error(y_late, blend.predict(x_late)))
