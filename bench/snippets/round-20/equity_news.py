import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def attach_fundamentals(prices, reports):
    return pd.merge_asof(
        prices.sort_values("date"),
        reports.sort_values("published_at"),
        left_on="date", right_on="published_at", by="ticker",
        direction="backward", allow_exact_matches=False,
    )


def momentum(prices):
    prices = prices.sort_values(["ticker", "date"])
    close = prices.groupby("ticker")["close"]
    prices["ret_5"] = close.pct_change(5)
    prices["ret_20"] = close.pct_change(20)
    prices["next_ret"] = close.shift(-1) / prices["close"] - 1
    return prices


def main():
    prices = momentum(pd.read_csv("prices.csv", parse_dates=["date"]))
    reports = pd.read_csv("reports.csv", parse_dates=["published_at"])
    table = attach_fundamentals(prices, reports).dropna()
    feats = ["ret_5", "ret_20", "dividend_yield", "book_to_market"]
    old = table[table["date"] < "2021-12-20"]
    new = table[table["date"] >= "2022-01-03"]
    search = GridSearchCV(
        make_pipeline(StandardScaler(), Ridge()),
        {"ridge__alpha": [0.1, 1, 10, 100]},
        cv=TimeSeriesSplit(n_splits=5, gap=5 * table["ticker"].nunique()),
        scoring="neg_mean_squared_error",
    ).fit(old[feats], old["next_ret"])
    pred = search.predict(new[feats])
    print("IC", pd.Series(pred).corr(new["next_ret"].reset_index(drop=True), method="spearman"))


if __name__ == "__main__":
    main()
