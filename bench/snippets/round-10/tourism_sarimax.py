import warnings

import numpy as np
import pandas as pd
from statsmodels.tools.sm_exceptions import ConvergenceWarning
from statsmodels.tsa.statespace.sarimax import SARIMAX

warnings.simplefilter("ignore", ConvergenceWarning)


def read(path):
    s = pd.read_csv(path, index_col="month", parse_dates=True)["nights"].asfreq("MS")
    return np.log(s)


def walk_forward(y: pd.Series, start: str, refit_every: int = 6):
    first = y.index.get_loc(pd.Timestamp(start))
    hist = y.iloc[:first]
    res = SARIMAX(hist, order=(1, 1, 1), seasonal_order=(0, 1, 1, 12)).fit(disp=False)
    out = []
    for step, stamp in enumerate(y.index[first:]):
        out.append((stamp, float(res.forecast(1).iloc[0]), float(y.loc[stamp - pd.DateOffset(years=1)])))
        res = res.append(y.loc[[stamp]], refit=(step + 1) % refit_every == 0)
    return pd.DataFrame(out, columns=["month", "sarimax", "naive"]).set_index("month")


if __name__ == "__main__":
    y = read("hotel_nights.csv")
    fc = walk_forward(y, "2017-01-01")
    actual = np.exp(y.loc[fc.index])
    for col in fc:
        ape = (np.exp(fc[col]) - actual).abs() / actual
        print(f"{col:<8} MAPE {100 * ape.mean():.2f} %  worst {100 * ape.max():.1f} %")
