from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HORIZON = 3     # days


def nash_sutcliffe(obs, sim):
    return 1 - ((obs - sim) ** 2).sum() / ((obs - obs.mean()) ** 2).sum()


def frame(path: Path) -> tuple[pd.DataFrame, pd.Series]:
    q = pd.read_csv(path, parse_dates=["day"]).sort_values("day").set_index("day").asfreq("D")
    q["level"] = q["level"].ffill(limit=3)
    out = pd.DataFrame(index=q.index)
    for lag in range(0, 6):
        out[f"level_{lag}"] = q["level"].shift(lag)
        out[f"rain_{lag}"] = q["rain"].shift(lag)
    out["rain_30"] = q["rain"].rolling(30).sum()
    out["hist_mean"] = q["level"].shift(1).expanding(60).mean()
    doy = q.index.dayofyear
    out["season_s"], out["season_c"] = np.sin(2 * np.pi * doy / 365.25), np.cos(2 * np.pi * doy / 365.25)
    label = q["level"].shift(-HORIZON).rename("label")
    both = out.join(label).dropna()
    return both[out.columns], both["label"]


def main():
    F, level = frame(Path("gauge_0412.csv"))
    res = []
    for a, b in TimeSeriesSplit(n_splits=6, gap=HORIZON, test_size=365).split(F):
        m = make_pipeline(StandardScaler(), Ridge(alpha=3.0)).fit(F.iloc[a], level.iloc[a])
        sim = m.predict(F.iloc[b])
        res.append((F.index[b[0]].year, mean_absolute_error(level.iloc[b], sim), nash_sutcliffe(level.iloc[b], sim)))
    print(pd.DataFrame(res, columns=["year", "mae", "nse"]).round(3).to_string(index=False))


if __name__ == "__main__":
    main()
