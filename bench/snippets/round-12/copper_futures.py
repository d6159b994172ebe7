"""Direction of the front copper contract over the coming month."""
import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.model_selection import GridSearchCV, TimeSeriesSplit

HORIZON = 21
SHARE = 0.75


def load(path):
    bars = pd.read_csv(path, parse_dates=["date"], index_col="date").sort_index()
    return bars[["settle", "volume", "open_interest", "lme_stock", "dxy"]].astype(float)


def signals(bars):
    daily = np.log(bars["settle"]).diff()
    out = pd.DataFrame(index=bars.index)
    for span in (5, 21, 63):
        out[f"momentum_{span}"] = np.log(bars["settle"]).diff(span)
        out[f"vol_{span}"] = daily.rolling(span).std()
    out["stock_change"] = bars["lme_stock"].pct_change(10)
    out["dollar"] = np.log(bars["dxy"]).diff(21)
    out["oi_ratio"] = bars["open_interest"] / bars["open_interest"].rolling(63).mean()
    return out


def direction(bars):
    ahead = np.log(bars["settle"]).shift(-HORIZON) - np.log(bars["settle"])
    return (ahead > 0).astype(int).where(ahead.notna())


class Desk:
    def __init__(self, X, y):
        cut = int(len(X) * SHARE)
        self.X_old, self.X_new = X.iloc[:cut], X.iloc[cut:]
        self.y_old, self.y_new = y.iloc[:cut], y.iloc[cut:]

    def fit(self):
        walk = TimeSeriesSplit(n_splits=8)
        self.search = GridSearchCV(
            RandomForestClassifier(n_estimators=400, random_state=6, n_jobs=-1),
            {"max_depth": [3, 5, 8], "min_samples_leaf": [1, 5, 20]},
            cv=walk,
            scoring="roc_auc",
        )
        self.search.fit(self.X_old, self.y_old)
        return self

    def report(self):
        up = self.search.predict_proba(self.X_new)[:, 1]
        return {
            "auc": roc_auc_score(self.y_new, up),
            "balanced accuracy": balanced_accuracy_score(self.y_new, up > 0.5),
        }


def main():
    bars = load("copper_front.csv")
    table = signals(bars).assign(up=direction(bars)).dropna()
    desk = Desk(table.drop(columns="up"), table["up"].astype(int)).fit()
    print(desk.search.best_params_, desk.report())


if __name__ == "__main__":
    main()
