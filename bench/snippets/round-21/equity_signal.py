"""Cross-sectional five-day signal for shares."""
import numpy as np
import pandas as pd
from scipy.stats import spearmanr
from sklearn.linear_model import Ridge
from sklearn.preprocessing import StandardScaler

HORIZON = 5
SIGNALS = ["mom_20", "mom_120", "rev_5", "vol_20", "turnover_20"]


def prices(path):
    table = pd.read_parquet(path, columns=["ticker", "day", "close", "volume"])
    table["day"] = pd.to_datetime(table["day"])
    return table.sort_values(["ticker", "day"]).reset_index(drop=True)


def panel(table):
    by = table.groupby("ticker", sort=False)
    out = table[["ticker", "day"]].copy()
    out["mom_20"] = by["close"].pct_change(20)
    out["mom_120"] = by["close"].pct_change(120)
    out["rev_5"] = -by["close"].pct_change(5)
    daily = by["close"].pct_change()
    out["vol_20"] = daily.groupby(table["ticker"]).transform(lambda s: s.rolling(20).std())
    traded = table["close"] * table["volume"]
    out["turnover_20"] = np.log1p(
        traded.groupby(table["ticker"]).transform(lambda s: s.rolling(20).mean())
    )
    out["ahead"] = by["close"].shift(-HORIZON) / table["close"] - 1
    return out.dropna()


class Walk:
    """Train, validation and test days with HORIZON days left out in between."""

    def __init__(self, frame, shares=(0.6, 0.2)):
        days = np.sort(frame["day"].unique())
        a = int(len(days) * shares[0])
        b = a + int(len(days) * shares[1])
        self.train = frame[frame["day"].isin(days[: a - HORIZON])]
        self.valid = frame[frame["day"].isin(days[a : b - HORIZON])]
        self.test = frame[frame["day"].isin(days[b:])]


def daily_ic(frame, forecast):
    scored = frame.assign(forecast=forecast)
    ics = [spearmanr(g["forecast"], g["ahead"])[0] for _, g in scored.groupby("day") if len(g) > 20]
    return float(np.mean(ics))


def main():
    walk = Walk(panel(prices("data/shares.parquet")))
    scaler = StandardScaler().fit(walk.train[SIGNALS])
    Z = {name: scaler.transform(getattr(walk, name)[SIGNALS]) for name in ("train", "valid", "test")}

    trials = {}
    for alpha in np.logspace(0, 6, 7):
        model = Ridge(alpha=alpha).fit(Z["train"], walk.train["ahead"])
        trials[alpha] = (daily_ic(walk.valid, model.predict(Z["valid"])), model)
    alpha = max(trials, key=lambda a: trials[a][0])
    model = trials[alpha][1]
    print(f"alpha {alpha:g}  valid IC {trials[alpha][0]:.4f}")
    print(f"test IC {daily_ic(walk.test, model.predict(Z['test'])):.4f}")


if __name__ == "__main__":
    main()
