"""One-week-ahead influenza consultations."""
import itertools
import warnings

import numpy as np
import pandas as pd
from statsmodels.tools.sm_exceptions import ConvergenceWarning
from statsmodels.tsa.statespace.sarimax import SARIMAX

warnings.simplefilter("ignore", ConvergenceWarning)


def weekly(path):
    rows = pd.read_csv(path, parse_dates=["week_start"])
    series = rows.set_index("week_start")["consultations"].sort_index().asfreq("W-MON")
    return np.log1p(series.ffill())


def waves(index):
    angle = 2 * np.pi * index.dayofyear.to_numpy() / 365.25
    columns = {f"{f.__name__}{k}": f(k * angle) for k in (1, 2) for f in (np.sin, np.cos)}
    return pd.DataFrame(columns, index=index)


class Walker:
    def __init__(self, order):
        self.order = order

    def forecasts(self, known, coming):
        """Fit once on `known`, then go through `coming` week by week."""
        state = SARIMAX(known, exog=waves(known.index), order=self.order).fit(disp=False)
        out = []
        for week in coming.index:
            now = coming.loc[[week]]
            out.append(float(state.forecast(1, exog=waves(now.index)).iloc[0]))
            state = state.append(now, exog=waves(now.index), refit=False)
        return pd.Series(out, index=coming.index)


def mae(actual, forecast):
    return float((np.expm1(actual) - np.expm1(forecast)).abs().mean())


def choose(series, start, end):
    known, coming = series[: start - pd.Timedelta(weeks=1)], series[start:end]
    scores = {}
    for order in itertools.product((1, 2, 3), (0, 1), (0, 1)):
        scores[order] = mae(coming, Walker(order).forecasts(known, coming))
    return min(scores, key=scores.get)


def main():
    series = weekly("data/influenza.csv")
    valid, test = pd.Timestamp("2017-07-03"), pd.Timestamp("2018-07-02")
    end = pd.Timestamp("2019-06-24")
    order = choose(series, valid, test - pd.Timedelta(weeks=1))
    known, coming = series[: test - pd.Timedelta(weeks=1)], series[test:end]
    forecast = Walker(order).forecasts(known, coming)
    naive = series.shift(1).loc[coming.index]
    print("order", order)
    print(f"MAE {mae(coming, forecast):.1f}   last week's value {mae(coming, naive):.1f}")


if __name__ == "__main__":
    main()
