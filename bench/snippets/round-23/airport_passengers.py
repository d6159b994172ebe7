"""Monthly passengers of an airport: one-step forecasts over the last three years."""
import itertools
import warnings

import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_percentage_error
from statsmodels.tsa.statespace.sarimax import SARIMAX

SEASONAL = (0, 1, 1, 12)
N_SCORED = 36


def read_series(path):
    table = pd.read_csv(path, parse_dates=["month"], index_col="month")
    return np.log(table["passengers"].sort_index().asfreq("MS"))


def choose_order(history):
    results = {}
    for p, q in itertools.product(range(3), range(3)):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            fit = SARIMAX(history, order=(p, 1, q), seasonal_order=SEASONAL).fit(disp=False)
        results[(p, 1, q)] = fit.aic
    return min(results, key=results.get)


def walk(series, first, order):
    state = SARIMAX(series.iloc[:first], order=order, seasonal_order=SEASONAL).fit(disp=False)
    forecasts = []
    for t in range(first, len(series)):
        forecasts.append(float(state.forecast(1).iloc[0]))
        state = state.append(series.iloc[t:t + 1], refit=(t - first) % 12 == 11)
    return pd.Series(forecasts, index=series.index[first:])


def main():
    series = read_series("data/passengers.csv")
    first = len(series) - N_SCORED
    order = choose_order(series.iloc[:first])
    forecast = walk(series, first, order)

    actual = np.exp(series.iloc[first:])
    seasonal_naive = np.exp(series.shift(12).iloc[first:])
    print("order", order)
    print("SARIMA ", round(mean_absolute_percentage_error(actual, np.exp(forecast)), 4))
    print("last year", round(mean_absolute_percentage_error(actual, seasonal_naive), 4))


if __name__ == "__main__":
    main()
