import numpy as np
import pandas as pd
from sklearn.linear_model import Ridge
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

HORIZON = 10


def dataset(path):
    px = pd.read_csv(path, parse_dates=["date"], index_col="date").sort_index()["close"]
    ret = np.log(px).diff()
    X = pd.DataFrame(
        {
            "mom_5": ret.rolling(5).sum(),
            "mom_20": ret.rolling(20).sum(),
            "vol_20": ret.rolling(20).std(),
            "gap_ma": px / px.rolling(50).mean() - 1,
        }
    )
    y = np.log(px.shift(-HORIZON) / px).rename("y")
    joined = X.join(y).dropna()
    return joined[X.columns], joined["y"]


def information_coefficient(y, p):
    return float(np.corrcoef(y, p)[0, 1])


X, y = dataset("data/index.csv")
n_final = 500
X_dev, y_dev = X.iloc[: -n_final - HORIZON], y.iloc[: -n_final - HORIZON]
X_fin, y_fin = X.iloc[-n_final:], y.iloc[-n_final:]

search = GridSearchCV(
    make_pipeline(StandardScaler(), Ridge()),
    {"ridge__alpha": np.logspace(-1, 5, 13)},
    cv=TimeSeriesSplit(n_splits=5, gap=HORIZON),
    scoring="neg_mean_squared_error",
)
search.fit(X_dev, y_dev)
print(search.best_params_)
print("IC", information_coefficient(y_fin, search.predict(X_fin)))
