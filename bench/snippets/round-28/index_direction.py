"""Direction of a stock index over the next month, daily rows."""
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, roc_auc_score
from sklearn.model_selection import TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HOLD_DAYS = 20


def read_prices(path="index_daily.csv"):
    prices = pd.read_csv(path, parse_dates=["date"], index_col="date").sort_index()
    return prices["close"]


def signals(close):
    returns = np.log(close).diff()
    return pd.DataFrame(
        {
            "mom_20": returns.rolling(20).sum(),
            "mom_120": returns.rolling(120).sum(),
            "vol_20": returns.rolling(20).std(),
            "vol_ratio": returns.rolling(20).std() / returns.rolling(120).std(),
            "drawdown": close / close.rolling(250).max() - 1.0,
        }
    )


def outcome(close, days=HOLD_DAYS):
    ahead = close.shift(-days) / close - 1.0
    return (ahead > 0).astype(int).where(ahead.notna())


def walk_forward(X, y, n_splits=8):
    folds = TimeSeriesSplit(n_splits=n_splits, test_size=60)
    for number, (past, nxt) in enumerate(folds.split(X), start=1):
        model = make_pipeline(StandardScaler(), LogisticRegression(C=0.1))
        model.fit(X.iloc[past], y.iloc[past])
        p = model.predict_proba(X.iloc[nxt])[:, 1]
        yield number, y.iloc[nxt].to_numpy(), p


def main():
    close = read_prices()
    data = signals(close).assign(up=outcome(close)).dropna()
    X, y = data.drop(columns="up"), data["up"].astype(int)
    truth, scores = [], []
    for number, t, p in walk_forward(X, y):
        print(number, "hit rate", round(accuracy_score(t, p > 0.5), 3))
        truth.append(t)
        scores.append(p)
    print("pooled AUC", roc_auc_score(np.concatenate(truth), np.concatenate(scores)))


if __name__ == "__main__":
    main()
