"""Item-item recommender for podcast shows, evaluated on each listener's latest new show."""
import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix
from sklearn.preprocessing import normalize

TUNE_FROM = pd.Timestamp("2022-09-01")
FINAL_FROM = pd.Timestamp("2022-10-01")


def first_plays(path):
    plays = pd.read_csv(path, parse_dates=["played_at"]).sort_values("played_at")
    plays = plays.drop_duplicates(["listener", "show"], keep="first")
    plays["u"] = plays["listener"].astype("category").cat.codes
    plays["i"] = plays["show"].astype("category").cat.codes
    return plays


def by_recency(plays):
    age = plays.groupby("u").cumcount(ascending=False)
    last = plays[(age == 0) & (plays["played_at"] >= FINAL_FROM)]
    rest = plays[plays["played_at"] < FINAL_FROM]
    age_rest = rest.groupby("u").cumcount(ascending=False)
    tune = rest[(age_rest == 0) & (rest["played_at"] >= TUNE_FROM)]
    base = rest[rest["played_at"] < TUNE_FROM]
    return base, tune, rest, last


class ItemNeighbours:
    def __init__(self, k, shape):
        self.k, self.shape = k, shape

    def fit(self, plays):
        ones = np.ones(len(plays), dtype="float32")
        self.seen = csr_matrix((ones, (plays["u"], plays["i"])), shape=self.shape)
        unit = normalize(self.seen, axis=0)
        sim = (unit.T @ unit).toarray()
        np.fill_diagonal(sim, 0)
        floor = -np.sort(-sim, axis=1)[:, self.k - 1:self.k]
        self.sim = np.where(sim >= floor, sim, 0)
        return self

    def hit_rate(self, targets, n=20):
        hits = 0
        for u, i in zip(targets["u"], targets["i"]):
            score = self.seen[u].toarray().ravel() @ self.sim
            score[self.seen[u].indices] = -1
            hits += i in np.argpartition(-score, n)[:n]
        return hits / len(targets)


def main():
    plays = first_plays("data/plays.csv")
    shape = (plays["u"].max() + 1, plays["i"].max() + 1)
    base, tune, rest, last = by_recency(plays)
    rates = {k: ItemNeighbours(k, shape).fit(base).hit_rate(tune) for k in (20, 50, 100)}
    k = max(rates, key=rates.get)
    print(f"k={k}, hit rate@20 {ItemNeighbours(k, shape).fit(rest).hit_rate(last):.3f}")


if __name__ == "__main__":
    main()
