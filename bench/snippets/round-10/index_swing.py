#!/usr/bin/env python3
"""5-day direction of one index; decision at the close of day t."""
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

H = 5


def signals(px: pd.DataFrame) -> pd.DataFrame:
    f = pd.DataFrame(index=px.index)
    ret = px["close"].pct_change()
    f["mom_5"] = px["close"].pct_change(5)
    f["mom_20"] = px["close"].pct_change(20)
    f["vol_20"] = ret.rolling(20).std()
    f["gap_open"] = px["open"].shift(-1) / px["close"] - 1
    rng = (px["high"] - px["low"]) / px["close"]
    f["range_smooth"] = rng[::-1].ewm(span=10).mean()[::-1]
    f["volume_z"] = (px["volume"] - px["volume"].rolling(60).mean()) / px["volume"].rolling(60).std()
    return f


px = pd.read_csv("index_daily.csv", parse_dates=["date"], index_col="date").sort_index()
data = signals(px)
cols = list(data.columns)
data["up"] = (px["close"].shift(-H) > px["close"]).astype(int)
data = data.iloc[:-H].replace([np.inf, -np.inf], np.nan).dropna()

pos = data.index.searchsorted(pd.Timestamp("2019-01-01"))
old, new = data.iloc[: pos - H], data.iloc[pos:]
model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1))
model.fit(old[cols], old["up"])
print("hit rate %.3f on %d days" % (accuracy_score(new["up"], model.predict(new[cols])), len(new)))
print("always up %.3f" % new["up"].mean())
