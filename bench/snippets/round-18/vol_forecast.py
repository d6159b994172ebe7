"""Realised volatility of the coming week for a single index."""
import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

HORIZON = 5


def prepare(prices):
    ret = np.log(prices).diff()
    X = pd.DataFrame({
        "rv_1": ret.abs(),
        "rv_5": ret.rolling(5).std(),
        "rv_22": ret.rolling(22).std(),
        "down_22": ret.clip(upper=0).rolling(22).std(),
    })
    y = ret.rolling(HORIZON).std().shift(-HORIZON)
    ok = X.notna().all(axis=1) & y.notna()
    return np.log(X[ok] + 1e-6), np.log(y[ok] + 1e-6)


def cut(X, y, share=0.75):
    n = int(len(X) * share)
    return (X.iloc[:n - HORIZON], y.iloc[:n - HORIZON]), (X.iloc[n:], y.iloc[n:])


def main():
    quotes = pd.read_csv("data/index_close.csv", parse_dates=["date"]).sort_values("date")
    X, y = prepare(quotes.set_index("date")["close"])
    (X_fit, y_fit), (X_new, y_new) = cut(X, y)
    search = GridSearchCV(
        Pipeline([("scale", StandardScaler()), ("ridge", Ridge())]),
        {"ridge__alpha": np.logspace(-2, 3, 11)},
        cv=TimeSeriesSplit(n_splits=6, gap=HORIZON),
        scoring="neg_mean_squared_error",
    )
    search.fit(X_fit, y_fit)
    print("alpha", search.best_params_["ridge__alpha"])
    print("test MSE (log)", mean_squared_error(y_new, search.predict(X_new)))
    print("naive MSE (log)", mean_squared_error(y_new, X_new["rv_5"]))


if __name__ == "__main__":
    main()
