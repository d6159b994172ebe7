"""Direct 6-hour-ahead power forecast for one wind farm."""
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

H = 6


def frame(path="farm_hourly.parquet"):
    w = pd.read_parquet(path).sort_index()
    w = w.asfreq("h")
    X = pd.DataFrame(index=w.index)
    for k in (0, 1, 2, 5, 11, 23):
        X[f"mw_{k}"] = w["mw"].shift(k)
        X[f"ws_{k}"] = w["wind_ms"].shift(k)
    X["mw_day"] = w["mw"].shift(1).rolling(24).mean()
    X["hour"] = w.index.hour
    target = w["mw"].shift(-H).rename("mw_ahead")
    both = X.join(target).dropna()
    return both[X.columns], both["mw_ahead"]


def backtest(X, y):
    rows = []
    tscv = TimeSeriesSplit(n_splits=6, gap=H, test_size=24 * 30)
    for k, (past, nxt) in enumerate(tscv.split(X)):
        m = make_pipeline(StandardScaler(), Ridge(alpha=10.0))
        m.fit(X.iloc[past], y.iloc[past])
        e = (m.predict(X.iloc[nxt]) - y.iloc[nxt]).abs().mean()
        naive = (X.iloc[nxt]["mw_0"] - y.iloc[nxt]).abs().mean()
        rows.append({"window": k, "from": X.index[nxt[0]], "mae": e, "persistence": naive})
    return pd.DataFrame(rows)


if __name__ == "__main__":
    res = backtest(*frame())
    print(res.round(2).to_string(index=False))
    print("skill", round(1 - res["mae"].mean() / res["persistence"].mean(), 3))
