"""Recommend podcasts with implicit ALS, scored on plays of later weeks.

Listeners without earlier plays get the editorial list and are no part of this model.
"""
from itertools import product

import numpy as np
import pandas as pd
from implicit.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix

N = 10


def load(path="plays.parquet"):
    plays = pd.read_parquet(path, columns=["listener", "podcast", "minutes", "played_at"])
    return plays[plays["minutes"] >= 5].sort_values("played_at")


class Matrix:
    def __init__(self, plays):
        totals = plays.groupby(["listener", "podcast"], as_index=False)["minutes"].sum()
        self.heard = pd.MultiIndex.from_frame(totals[["listener", "podcast"]])
        self.listeners = pd.Index(totals["listener"].unique())
        self.podcasts = pd.Index(totals["podcast"].unique())
        rows = self.listeners.get_indexer(totals["listener"])
        cols = self.podcasts.get_indexer(totals["podcast"])
        shape = (len(self.listeners), len(self.podcasts))
        self.values = csr_matrix((np.log1p(totals["minutes"]), (rows, cols)), shape=shape)

    def wanted(self, plays):
        pairs = plays[["listener", "podcast"]].drop_duplicates()
        pairs = pairs[pairs["listener"].isin(self.listeners)]
        heard = pd.MultiIndex.from_frame(pairs).isin(self.heard)
        return pairs[~heard].groupby("listener")["podcast"].agg(set)


def recall(lists, wanted):
    parts = [len(set(row) & w) / min(N, len(w)) for row, w in zip(lists, wanted)]
    return float(np.mean(parts))


def run(past, future, factors, penalty):
    data = Matrix(past)
    wanted = data.wanted(future)
    users = data.listeners.get_indexer(wanted.index)
    als = AlternatingLeastSquares(factors=factors, regularization=penalty, random_state=0)
    als.fit(data.values, show_progress=False)
    ids, _ = als.recommend(users, data.values[users], N=N, filter_already_liked_items=True)
    top = np.asarray((data.values > 0).sum(axis=0)).ravel().argsort()[::-1][:N]
    names = data.podcasts.to_numpy()
    return recall(names[ids], wanted), recall([names[top]] * len(wanted), wanted)


def main():
    plays = load()
    spring, summer, end = pd.to_datetime(["2023-04-01", "2023-06-01", "2023-08-01"])
    past = plays[plays["played_at"] < spring]
    tune = plays[(plays["played_at"] >= spring) & (plays["played_at"] < summer)]
    final = plays[(plays["played_at"] >= summer) & (plays["played_at"] < end)]

    grid = list(product([32, 64, 128], [0.01, 0.1]))
    best = max(grid, key=lambda g: run(past, tune, *g)[0])
    model, popular = run(pd.concat([past, tune]), final, *best)
    print(best, f"recall@{N} {model:.3f}, most popular {popular:.3f}")


if __name__ == "__main__":
    main()
