"""Direction of the 60-day drift of currency pairs, refitted month by month."""
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score, roc_auc_score

HORIZON = 60
START = "2016-01-01"


def pair_table(close):
    step = np.log(close).diff()
    table = pd.DataFrame({
        "mom_20": np.log(close / close.shift(20)),
        "mom_120": np.log(close / close.shift(120)),
        "vol_20": step.rolling(20).std(),
        "vol_120": step.rolling(120).std(),
        "range_60": close.rolling(60).max() / close.rolling(60).min() - 1,
    })
    ahead = np.log(close.shift(-HORIZON) / close)
    table["up"] = (ahead > 0).astype(int)
    return table[ahead.notna()].dropna()


def walk(table, start):
    months = table.loc[start:].index.to_period("M").unique()
    for month in months:
        first = month.to_timestamp()
        fitted_on = table[table.index < first]
        scored = table[table.index.to_period("M") == month]
        yield month, fitted_on, scored


def run(table):
    inputs = [c for c in table.columns if c != "up"]
    pieces = []
    for month, fitted_on, scored in walk(table, START):
        forest = RandomForestClassifier(200, min_samples_leaf=25, n_jobs=-1, random_state=0)
        forest.fit(fitted_on[inputs], fitted_on["up"])
        pieces.append(pd.DataFrame({
            "up": scored["up"],
            "p": forest.predict_proba(scored[inputs])[:, 1],
        }))
    return pd.concat(pieces)


def main():
    closes = pd.read_csv("data/fx_close.csv", parse_dates=["date"], index_col="date").sort_index()
    for pair in ["EURUSD", "USDJPY", "AUDUSD"]:
        out = run(pair_table(closes[pair].dropna()))
        auc = roc_auc_score(out["up"], out["p"])
        acc = accuracy_score(out["up"], out["p"] > 0.5)
        print(f"{pair} AUC {auc:.3f} accuracy {acc:.3f}")


if __name__ == "__main__":
    main()
