"""Predict whether realised volatility over the next 20 sessions exceeds 25 %."""
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score

FORWARD = 20
LIMIT = 0.25


def features(close):
    ret = np.log(close).diff()
    out = pd.DataFrame(index=close.index)
    for w in (5, 20, 60):
        out[f"vol_{w}"] = ret.rolling(w).std() * np.sqrt(252)
    out["drawdown"] = close / close.rolling(120).max() - 1
    out["momentum"] = close.pct_change(20)
    return out


def regime(close):
    ret = np.log(close).diff()
    around = ret.rolling(2 * FORWARD + 1, center=True).std() * np.sqrt(252)
    return (around > LIMIT).astype(int).where(around.notna())


def walk(X, y, start=1000, step=120):
    aucs = []
    for cut in range(start, len(X) - step, step):
        model = RandomForestClassifier(300, min_samples_leaf=20, random_state=0, n_jobs=-1)
        model.fit(X.iloc[:cut], y.iloc[:cut])
        block = slice(cut, cut + step)
        if y.iloc[block].nunique() == 2:
            aucs.append(roc_auc_score(y.iloc[block], model.predict_proba(X.iloc[block])[:, 1]))
    return np.array(aucs)


def main():
    close = pd.read_csv("index_close.csv", parse_dates=["date"], index_col="date")["close"].sort_index()
    table = features(close).assign(regime=regime(close)).dropna()
    aucs = walk(table.drop(columns="regime"), table["regime"].astype(int))
    print("blocks", len(aucs), "mean AUC", aucs.mean().round(3))


if __name__ == "__main__":
    main()
