"""Sign of the next-month return of an equity index."""
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import TimeSeriesSplit, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HORIZON = 20


def load(path="data/index_daily.csv"):
    prices = pd.read_csv(path, parse_dates=["date"]).sort_values("date").set_index("date")
    return prices[["close", "volume", "vix"]]


def features(prices):
    logret = np.log(prices["close"]).diff()
    out = pd.DataFrame({
        "mom_5": logret.rolling(5).sum(),
        "mom_60": logret.rolling(60).sum(),
        "vol_20": logret.rolling(20).std(),
        "vix": prices["vix"],
        "turnover": prices["volume"] / prices["volume"].rolling(60).mean(),
    })
    return out


def direction(prices):
    forward = prices["close"].shift(-HORIZON) / prices["close"] - 1
    return (forward > 0).astype(float).where(forward.notna())


def main():
    prices = load()
    table = features(prices).assign(up=direction(prices)).dropna()
    X, y = table.drop(columns="up"), table["up"].astype(int)

    cut = int(len(table) * 0.8)
    X_train, y_train = X.iloc[:cut], y.iloc[:cut]
    X_test, y_test = X.iloc[cut:], y.iloc[cut:]

    scores = {}
    folds = TimeSeriesSplit(n_splits=6)
    for c in (0.001, 0.01, 0.1, 1.0):
        model = make_pipeline(StandardScaler(), LogisticRegression(C=c))
        scores[c] = cross_val_score(model, X_train, y_train, cv=folds, scoring="roc_auc").mean()
    best = max(scores, key=scores.get)

    model = make_pipeline(StandardScaler(), LogisticRegression(C=best)).fit(X_train, y_train)
    print(f"C={best} cv AUC {scores[best]:.3f}")
    print(f"AUC after {X_test.index[0].date()}: {roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]):.3f}")


if __name__ == "__main__":
    main()
