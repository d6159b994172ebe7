"""Occupied beds one week ahead: seasonal ARIMA with a rolling origin."""
import itertools
import warnings

import numpy as np
import pandas as pd
from statsmodels.tsa.statespace.sarimax import SARIMAX

STEP = 7
TUNE_FROM = "2022-07-01"
REPORT_FROM = "2023-01-01"


def read_beds(path):
    beds = pd.read_csv(path, parse_dates=["day"], index_col="day")["occupied"]
    return np.log(beds.sort_index().asfreq("D").ffill())


def fit_orders(series, order, seasonal):
    model = SARIMAX(series, order=order, seasonal_order=seasonal, enforce_stationarity=False)
    return model.fit(disp=False)


def rolling_forecast(result, future):
    """Forecast each week, then let the filter see what happened."""
    pieces = []
    for start in range(0, len(future) - STEP + 1, STEP):
        block = future.iloc[start : start + STEP]
        pieces.append(pd.Series(result.forecast(STEP).to_numpy(), index=block.index))
        result = result.append(block, refit=False)
    return pd.concat(pieces)


def mae_beds(truth, forecast):
    return float((np.exp(truth.reindex(forecast.index)) - np.exp(forecast)).abs().mean())


def naive_week(series, index):
    return series.shift(STEP).reindex(index)


def search(past, tune):
    trials = {}
    for order, seasonal in itertools.product(
        [(1, 0, 1), (2, 0, 1), (1, 1, 1)], [(1, 0, 1, 7), (0, 1, 1, 7)]
    ):
        result = fit_orders(past, order, seasonal)
        trials[order, seasonal] = mae_beds(tune, rolling_forecast(result, tune))
    return min(trials, key=trials.get)


def main():
    warnings.filterwarnings("ignore", module="statsmodels")
    beds = read_beds("data/beds.csv")
    past = beds[beds.index < TUNE_FROM].asfreq("D")
    tune = beds[(beds.index >= TUNE_FROM) & (beds.index < REPORT_FROM)].asfreq("D")
    report = beds[beds.index >= REPORT_FROM].asfreq("D")

    order, seasonal = search(past, tune)
    result = fit_orders(pd.concat([past, tune]).asfreq("D"), order, seasonal)
    forecast = rolling_forecast(result, report)
    print("orders", order, seasonal)
    print("MAE model", mae_beds(report, forecast))
    print("MAE last week", mae_beds(report, naive_week(beds, forecast.index)))


if __name__ == "__main__":
    main()
