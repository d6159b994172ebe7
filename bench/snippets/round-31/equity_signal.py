"""Cross-sectional 20-day return signal."""
import numpy as np
import pandas as pd
from scipy.stats import spearmanr
from sklearn.linear_model import Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HORIZON = 20
FEATURES = ["mom_60", "mom_250", "vol_60", "reversal_5"]


def panel(path):
    px = pd.read_parquet(path)
    px = px.sort_values(["ticker", "date"])
    close = px.groupby("ticker")["close"]
    px["mom_60"] = close.pct_change(60)
    px["mom_250"] = close.pct_change(250)
    px["reversal_5"] = -close.pct_change(5)
    daily = close.pct_change()
    px["vol_60"] = daily.groupby(px["ticker"]).transform(lambda r: r.rolling(60).std())
    px["fwd"] = close.shift(-HORIZON) / px["close"] - 1
    return px.dropna(subset=FEATURES + ["fwd"])


def walk_forward(px, first_year, last_year):
    for year in range(first_year, last_year + 1):
        start = pd.Timestamp(year, 1, 1)
        fit_rows = px[px["date"] < start]
        out_rows = px[(px["date"] >= start) & (px["date"] < start + pd.DateOffset(years=1))]
        model = make_pipeline(StandardScaler(), Ridge(alpha=50.0))
        model.fit(fit_rows[FEATURES], fit_rows["fwd"])
        yield out_rows.assign(signal=model.predict(out_rows[FEATURES]))


def main():
    px = panel("data/prices.parquet")
    scored = pd.concat(walk_forward(px, 2012, 2021))
    daily_ic = [
        spearmanr(day["signal"], day["fwd"])[0] for _, day in scored.groupby("date") if len(day) > 30
    ]
    print(f"mean IC {np.mean(daily_ic):.4f}, t {np.mean(daily_ic) / np.std(daily_ic) * len(daily_ic) ** 0.5:.2f}")


if __name__ == "__main__":
    main()
