"""Day-ahead electricity price: blend of three forecasters, delivery hours 2018-2021."""
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

CUT = pd.Timestamp("2021-01-01")


def design(hours):
    hours = hours.sort_index()
    out = hours[["load_forecast", "wind_forecast", "solar_forecast"]].copy()
    for lag in (24, 48, 168):
        out[f"price_l{lag}"] = hours["price"].shift(lag)
    out["price_mean_week"] = hours["price"].shift(24).rolling(168).mean()
    out["gas_l24"] = hours["gas"].shift(24)
    out["hour"] = hours.index.hour
    out["weekday"] = hours.index.dayofweek
    return out.join(hours["price"]).dropna()


def forecasters():
    return {
        "lasso": make_pipeline(StandardScaler(), LassoCV(cv=TimeSeriesSplit(5), max_iter=5000)),
        "trees": LGBMRegressor(n_estimators=900, learning_rate=0.03, random_state=6),
        "mlp": make_pipeline(
            StandardScaler(), MLPRegressor(hidden_layer_sizes=(64, 32), max_iter=300, random_state=6)
        ),
    }


def shares(forecasts, price):
    k = forecasts.shape[1]

    def loss(w):
        return np.abs(price - forecasts @ w).mean()

    found = minimize(
        loss, np.full(k, 1 / k), method="SLSQP", bounds=[(0, 1)] * k,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
    )
    return found.x


def main():
    hours = pd.read_csv("market.csv", parse_dates=["delivery"], index_col="delivery")
    table = design(hours)
    past, recent = table[table.index < CUT], table[table.index >= CUT]
    X_past, y_past = past.drop(columns="price"), past["price"].to_numpy()
    X_recent, y_recent = recent.drop(columns="price"), recent["price"].to_numpy()

    columns = []
    for name, model in forecasters().items():
        model.fit(X_past, y_past)
        columns.append(model.predict(X_recent))
        print(f"{name:6s} {mean_absolute_error(y_recent, columns[-1]):.3f}")
    stack = np.column_stack(columns)
    w = shares(stack, y_recent)
    print("shares", w.round(3))
    print(f"blend  {mean_absolute_error(y_recent, stack @ w):.3f} EUR/MWh in 2021")


if __name__ == "__main__":
    main()
