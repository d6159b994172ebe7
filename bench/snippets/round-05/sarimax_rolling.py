import warnings

import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error
from statsmodels.tsa.statespace.sarimax import SARIMAX

warnings.filterwarnings("ignore")


def series(path):
    raw = pd.read_csv(path, parse_dates=["month"], index_col="month")
    return np.log(raw["passengers"].asfreq("MS"))


def walk(history, future, order, seasonal):
    result = SARIMAX(history, order=order, seasonal_order=seasonal).fit(disp=False)
    forecasts = []
    for stamp, value in future.items():
        forecasts.append(float(result.forecast(1).iloc[0]))
        observed = pd.Series([value], index=pd.DatetimeIndex([stamp], freq="MS"))
        result = result.append(observed, refit=False)
    return np.array(forecasts)


if __name__ == "__main__":
    y = series("data/airline.csv")
    n_test = 24
    history, future = y.iloc[:-n_test], y.iloc[-n_test:]
    pred = walk(history, future, order=(1, 1, 1), seasonal=(0, 1, 1, 12))
    naive = y.shift(12).iloc[-n_test:]
    print("naive MAE ", mean_absolute_error(np.exp(future), np.exp(naive)))
    print("sarima MAE", mean_absolute_error(np.exp(future), np.exp(pred)))
