"""Direction of the next half hour for major currency pairs."""
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SCORE_FROM = pd.Timestamp("2024-03-01", tz="UTC")
INPUTS = ["ret_1", "ret_4", "vol_16", "spread_bp", "depth_skew", "sentiment"]


def read_bars():
    bars = pd.read_parquet("fx/bars_30m.parquet").sort_values(["pair", "closed_at"])
    close = bars["close"].apply(np.log)
    bars["ret_1"] = close.groupby(bars["pair"]).diff(1)
    bars["ret_4"] = close.groupby(bars["pair"]).diff(4)
    bars["vol_16"] = bars.groupby("pair")["ret_1"].transform(lambda r: r.rolling(16).std())
    following = bars.groupby("pair")["ret_1"].shift(-1)
    bars["up"] = (following > 0).astype(float).where(following.notna())
    return bars


def attach(bars):
    quotes = pd.read_parquet("fx/quotes.parquet").sort_values("quoted_at")
    quotes["spread_bp"] = 1e4 * (quotes["ask"] - quotes["bid"]) / quotes["bid"]
    quotes["depth_skew"] = np.log(quotes["bid_size"] / quotes["ask_size"])
    news = pd.read_parquet("fx/news_scores.parquet").sort_values("published_at")

    table = pd.merge_asof(
        bars.sort_values("closed_at"),
        quotes[["pair", "quoted_at", "spread_bp", "depth_skew"]],
        left_on="closed_at",
        right_on="quoted_at",
        by="pair",
        direction="backward",
        tolerance=pd.Timedelta("5min"),
    )
    table = pd.merge_asof(
        table,
        news[["pair", "published_at", "sentiment"]],
        left_on="closed_at",
        right_on="published_at",
        by="pair",
        allow_exact_matches=False,
        tolerance=pd.Timedelta("6h"),
    )
    table["sentiment"] = table["sentiment"].fillna(0.0)
    return table.dropna(subset=INPUTS + ["up"])


def main():
    table = attach(read_bars())
    past = table[table["closed_at"] < SCORE_FROM - pd.Timedelta("1h")]
    recent = table[table["closed_at"] >= SCORE_FROM]
    search = GridSearchCV(
        make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
        {"logisticregression__C": [0.001, 0.01, 0.1, 1.0]},
        cv=TimeSeriesSplit(n_splits=8, gap=2 * table["pair"].nunique()),
        scoring="neg_log_loss",
    )
    search.fit(past[INPUTS], past["up"])
    chance = search.predict_proba(recent[INPUTS])[:, 1]
    print(search.best_params_)
    print(f"log loss {log_loss(recent['up'], chance):.4f}")
    print(f"hit rate {accuracy_score(recent['up'], chance > 0.5):.4f}")


if __name__ == "__main__":
    main()
