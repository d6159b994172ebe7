"""Quarter-ahead direction of an equity index from price and macro factors."""
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score
from sklearn.model_selection import TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HORIZON = 63
STEP = 21


def load_prices(path):
    prices = pd.read_csv(path, parse_dates=["date"], index_col="date").sort_index()
    return prices[["close", "vix", "term_spread"]].dropna()


def factors(prices):
    ret = np.log(prices["close"]).diff()
    return pd.DataFrame({
        "mom_21": ret.rolling(21).sum(),
        "mom_126": ret.rolling(126).sum(),
        "vol_21": ret.rolling(21).std(),
        "vix_gap": prices["vix"] - prices["vix"].rolling(63).mean(),
        "term_spread": prices["term_spread"],
    })


def forward_up(prices):
    forward = np.log(prices["close"].shift(-HORIZON) / prices["close"])
    return (forward > 0).astype(int).where(forward.notna())


def walk_forward(x, y):
    splitter = TimeSeriesSplit(n_splits=40, test_size=STEP, max_train_size=1500)
    hits = []
    for past, ahead in splitter.split(x):
        model = make_pipeline(StandardScaler(), LogisticRegression(C=0.5))
        model.fit(x.iloc[past], y.iloc[past])
        hits.append({
            "from": x.index[ahead[0]],
            "accuracy": accuracy_score(y.iloc[ahead], model.predict(x.iloc[ahead])),
        })
    return pd.DataFrame(hits).set_index("from")


def main():
    prices = load_prices("data/index_daily.csv")
    table = factors(prices).assign(up=forward_up(prices)).dropna()
    result = walk_forward(table.drop(columns="up"), table["up"].astype(int))
    print(result.tail(12))
    print("mean accuracy", result["accuracy"].mean().round(4))


if __name__ == "__main__":
    main()
