"""Drift after price shocks: sign of the 20-day return, with the latest published fundamentals."""
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HOLD = 20
EMBARGO = pd.Timedelta(days=35)
FUNDAMENTALS = ["roe", "debt_to_equity", "surprise_pct", "revenue_growth"]
FEATURES = ["shock", "ret_20", "vol_60", "days_since_report"] + FUNDAMENTALS


def price_features(prices):
    prices = prices.sort_values(["ticker", "date"]).reset_index(drop=True)
    close = prices.groupby("ticker")["close"]
    prices["shock"] = np.log(prices["close"] / close.shift(1))
    prices["ret_20"] = np.log(prices["close"] / close.shift(20))
    prices["vol_60"] = prices.groupby("ticker")["shock"].transform(
        lambda s: s.shift(1).rolling(60).std()
    )
    ahead = close.shift(-HOLD)
    prices["up"] = (ahead > prices["close"]).astype(float).where(ahead.notna())
    return prices


def attach_reports(prices, reports):
    shocks = prices[prices["shock"].abs() > 3 * prices["vol_60"]]
    joined = pd.merge_asof(
        shocks.sort_values("date"),
        reports.sort_values("published_at"),
        left_on="date",
        right_on="published_at",
        by="ticker",
        direction="backward",
        allow_exact_matches=False,
        tolerance=pd.Timedelta(days=200),
    )
    joined["days_since_report"] = (joined["date"] - joined["published_at"]).dt.days
    return joined.dropna(subset=FEATURES + ["up"])


def period(events, start, end):
    return events[(events["date"] >= start) & (events["date"] < pd.Timestamp(end) - EMBARGO)]


def auc(model, events):
    return roc_auc_score(events["up"], model.predict_proba(events[FEATURES])[:, 1])


def main():
    prices = pd.read_parquet("data/prices.parquet")
    reports = pd.read_parquet("data/reports.parquet")[["ticker", "published_at"] + FUNDAMENTALS]
    events = attach_reports(price_features(prices), reports)

    fit = period(events, "2008-01-01", "2016-01-01")
    choose = period(events, "2016-01-01", "2019-01-01")
    final = period(events, "2019-01-01", "2023-01-01")

    def model(c):
        return make_pipeline(StandardScaler(), LogisticRegression(C=c, max_iter=1000))

    grid = {c: auc(model(c).fit(fit[FEATURES], fit["up"]), choose) for c in (0.01, 0.1, 1.0)}
    best = max(grid, key=grid.get)
    past = pd.concat([fit, choose])
    fitted = model(best).fit(past[FEATURES], past["up"])
    print(f"C={best}: AUC {auc(fitted, final):.4f} on {len(final)} shocks since 2019")


if __name__ == "__main__":
    main()
