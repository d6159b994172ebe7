"""Monthly walk-forward test of the snowmelt runoff regression."""
import numpy as np
import pandas as pd
from sklearn.linear_model import BayesianRidge
from sklearn.preprocessing import StandardScaler


def walk(X: np.ndarray, y: np.ndarray, month: np.ndarray, warm_up: int):
    """Yields month, truth, forecast; the model only ever sees earlier months."""
    for m in np.unique(month)[warm_up:]:
        old, new = month < m, month == m
        sc = StandardScaler().fit(X[old])
        reg = BayesianRidge().fit(sc.transform(X[old]), y[old])
        yield m, y[new], reg.predict(sc.transform(X[new]))


basin = pd.read_csv("basin_daily.csv", parse_dates=["date"]).sort_values("date")
basin["degree_days"] = basin["temp"].clip(lower=0).shift(1).rolling(10).sum()
basin["swe_lag"] = basin["swe"].shift(1)
basin["q_lag"] = basin["runoff"].shift(1)
basin["q_lag7"] = basin["runoff"].shift(7)
basin = basin.dropna()

month = (basin["date"].dt.year * 12 + basin["date"].dt.month).to_numpy()
X = basin[["degree_days", "swe_lag", "q_lag", "q_lag7"]].to_numpy()
y = np.log(basin["runoff"].to_numpy())

out = []
for m, truth, hat in walk(X, y, month, warm_up=36):
    out.append((m, np.sqrt(np.mean((truth - hat) ** 2)), len(truth)))
out = np.array(out)
rmse = np.sqrt(np.average(out[:, 1] ** 2, weights=out[:, 2]))
print(f"{len(out)} months, log RMSE {rmse:.3f}, worst month {out[:, 1].max():.3f}")
