"""Walk-forward forecast of the index return over the next quarter."""
import numpy as np
import pandas as pd
from scipy.stats import spearmanr
from sklearn.linear_model import Ridge
from sklearn.model_selection import TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HORIZON = 63


def load(path):
    prices = pd.read_csv(path, parse_dates=["date"], index_col="date").sort_index()
    return prices["close"], prices["volume"]


def design(close, volume):
    ret = np.log(close).diff()
    X = pd.DataFrame({
        "mom_21": ret.rolling(21).sum(),
        "mom_126": ret.rolling(126).sum(),
        "vol_21": ret.rolling(21).std(),
        "vol_ratio": ret.rolling(21).std() / ret.rolling(126).std(),
        "turnover": volume / volume.rolling(126).mean(),
        "drawdown": close / close.rolling(252).max() - 1,
    })
    y = np.log(close.shift(-HORIZON) / close)
    table = X.assign(y=y).dropna()
    return table.drop(columns="y"), table["y"]


def walk(X, y, n_splits=20):
    folds = TimeSeriesSplit(n_splits=n_splits, test_size=HORIZON)
    for fit_idx, next_idx in folds.split(X):
        model = make_pipeline(StandardScaler(), Ridge(alpha=10.0))
        model.fit(X.iloc[fit_idx], y.iloc[fit_idx])
        yield pd.DataFrame(
            {"forecast": model.predict(X.iloc[next_idx]), "actual": y.iloc[next_idx]},
            index=X.index[next_idx],
        )


def main():
    X, y = design(*load("index_daily.csv"))
    result = pd.concat(list(walk(X, y)))
    rho, _ = spearmanr(result["forecast"], result["actual"])
    hit = (np.sign(result["forecast"]) == np.sign(result["actual"])).mean()
    print(f"out-of-sample rank correlation {rho:.3f}, hit rate {hit:.3f}")
    result.to_csv("walk_forward.csv")


if __name__ == "__main__":
    main()
