"""Walk-forward error of a 60-day volatility forecast for an equity index."""
import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HORIZON = 60
ANNUAL = np.sqrt(252)


def read_prices(path="data/index_daily.csv"):
    prices = pd.read_csv(path, parse_dates=["date"]).sort_values("date").set_index("date")
    return np.log(prices["close"]).diff().dropna()


def design(returns):
    table = pd.DataFrame(index=returns.index)
    for window in (5, 21, 63, 126):
        table[f"vol_{window}"] = returns.rolling(window).std() * ANNUAL
    table["abs_ret"] = returns.abs()
    table["drawdown"] = returns.cumsum() - returns.cumsum().cummax()
    table["future_vol"] = returns.rolling(HORIZON).std().shift(-HORIZON) * ANNUAL
    return table.dropna()


def walk_forward(table, n_splits=8):
    X, y = table.drop(columns="future_vol"), table["future_vol"]
    rows = []
    for past, ahead in TimeSeriesSplit(n_splits=n_splits, test_size=120).split(X):
        model = make_pipeline(StandardScaler(), Ridge(alpha=5.0))
        model.fit(X.iloc[past], y.iloc[past])
        pred = model.predict(X.iloc[ahead])
        rows.append(
            {
                "from": X.index[ahead[0]].date(),
                "model": mean_absolute_error(y.iloc[ahead], pred),
                "naive": mean_absolute_error(y.iloc[ahead], X["vol_63"].iloc[ahead]),
            }
        )
    return pd.DataFrame(rows)


def main():
    scores = walk_forward(design(read_prices()))
    print(scores.round(4).to_string(index=False))
    print(scores[["model", "naive"]].mean().round(4))


if __name__ == "__main__":
    main()
