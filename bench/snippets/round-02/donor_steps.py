from functools import reduce, wraps

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import QuantileTransformer

STEPS = []


def step(fn):
    @wraps(fn)
    def timed(frame):
        out = fn(frame)
        print(f"{fn.__name__:<16}{out.shape}")
        return out
    STEPS.append(timed)
    return timed


@step
def drop_incomplete(frame):
    return frame.dropna(subset=["last_gift", "age"])


@step
def ratios(frame):
    return frame.assign(gift_per_year=frame["total_gifts"] / frame["years_active"].clip(lower=1))


@step
def to_normal(frame):
    cols = ["last_gift", "age", "gift_per_year"]
    qt = QuantileTransformer(n_quantiles=200, output_distribution="normal", random_state=0)
    frame[cols] = qt.fit_transform(frame[cols])
    return frame


def main():
    donors = reduce(lambda acc, fn: fn(acc), STEPS, pd.read_csv("donors.csv"))
    X = donors[["last_gift", "age", "gift_per_year"]]
    X_tr, X_te, y_tr, y_te = train_test_split(X, donors["responded"], test_size=0.2, random_state=1)
    lr = LogisticRegression().fit(X_tr, y_tr)
    print("brier", brier_score_loss(y_te, lr.predict_proba(X_te)[:, 1]))


main()
