"""Daily heat demand of a district network: blend of three forecasters."""
import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor
from scipy.optimize import minimize
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.neural_network import MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

INPUTS = ["lag_1", "lag_7", "mean_7", "temp_forecast", "wind_forecast", "weekday", "holiday"]


def load(path):
    days = pd.read_csv(path, parse_dates=["day"]).sort_values("day").set_index("day")
    days["lag_1"] = days["demand_mwh"].shift(1)
    days["lag_7"] = days["demand_mwh"].shift(7)
    days["mean_7"] = days["demand_mwh"].shift(1).rolling(7).mean()
    days["weekday"] = days.index.dayofweek
    return days.dropna()


def fit_members(history):
    members = {
        "ridge": make_pipeline(StandardScaler(), Ridge(alpha=10.0)),
        "boost": LGBMRegressor(n_estimators=400, learning_rate=0.04, verbose=-1, random_state=0),
        "mlp": make_pipeline(StandardScaler(), MLPRegressor((32, 16), max_iter=1500, random_state=0)),
    }
    return {n: m.fit(history[INPUTS], history["demand_mwh"]) for n, m in members.items()}


def blend_weights(forecasts, actual):
    def error(w):
        return mean_absolute_error(actual, forecasts @ w)

    k = forecasts.shape[1]
    found = minimize(
        error, np.full(k, 1 / k), method="SLSQP", bounds=[(0, 1)] * k,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1},
    )
    return found.x


def main():
    days = load("data/heat_daily.csv")
    history, season = days[:"2022-09-30"], days["2022-10-01":]
    members = fit_members(history)

    forecasts = np.column_stack([m.predict(season[INPUTS]) for m in members.values()])
    actual = season["demand_mwh"].to_numpy()
    for name, column in zip(members, forecasts.T):
        print(name, round(mean_absolute_error(actual, column), 2))
    weights = blend_weights(forecasts, actual)
    print("weights", dict(zip(members, weights.round(3))))
    print("blend", round(mean_absolute_error(actual, forecasts @ weights), 2))


if __name__ == "__main__":
    main()
