import itertools
import warnings

import numpy as np
import pandas as pd
from statsmodels.tsa.statespace.sarimax import SARIMAX

warnings.simplefilter("ignore")

tons = pd.read_csv("cement_monthly.csv", index_col="month", parse_dates=True)["tons"]
tons = np.log(tons.asfreq("MS"))
train, test = tons[:"2019-12"], tons["2020-01":]


def candidates():
    for p, q, P, Q in itertools.product(range(3), range(3), range(2), range(2)):
        yield (p, 1, q), (P, 1, Q, 12)


fits = []
for order, seasonal in candidates():
    try:
        r = SARIMAX(train, order=order, seasonal_order=seasonal).fit(disp=False)
    except (ValueError, np.linalg.LinAlgError):
        continue
    fits.append((r.aic, order, seasonal, r))
aic, order, seasonal, res = min(fits, key=lambda f: f[0])
print("chosen", order, seasonal, "AIC", round(aic, 1))

ahead = []
for stamp in test.index:
    ahead.append(res.forecast(1).iloc[0])
    res = res.append(test.loc[stamp:stamp], refit=False)

ahead = pd.Series(ahead, index=test.index)
mape = (np.exp(ahead) / np.exp(test) - 1).abs().mean()
snaive = (np.exp(tons.shift(12)[test.index]) / np.exp(test) - 1).abs().mean()
print(f"one-step MAPE {mape:.2%}, seasonal naive {snaive:.2%}")
