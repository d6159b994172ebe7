import numpy as np
import pandas as pd


def panel(cfg: dict) -> pd.DataFrame:
    frames = []
    for pair in cfg["pairs"]:
        px = pd.read_csv(f"data/{pair}.csv", parse_dates=["date"], index_col="date").sort_index()
        r = np.log(px["close"]).diff()
        f = pd.DataFrame({"pair": pair}, index=px.index)
        f["mom20"] = r.rolling(20).sum()
        f["mom60"] = r.rolling(60).sum()
        f["vol20"] = r.rolling(20).std()
        f["carry"] = px["rate_base"] - px["rate_quote"]
        f["up"] = (r[::-1].rolling(cfg["horizon_days"]).sum()[::-1].shift(-1))
        frames.append(f)
    out = pd.concat(frames).dropna()
    out["up"] = (out["up"] > 0).astype(int)
    return out.sort_index()
