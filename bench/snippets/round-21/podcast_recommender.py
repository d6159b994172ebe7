"""Implicit-feedback recommender for podcast episodes."""
import argparse

import numpy as np
import pandas as pd
from implicit.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix


class Plays:
    def __init__(self, path, valid_from, test_from):
        log = pd.read_parquet(path, columns=["listener", "show", "played_at"])
        log["played_at"] = pd.to_datetime(log["played_at"])
        self.valid_from, self.test_from = pd.Timestamp(valid_from), pd.Timestamp(test_from)
        self.log = log

    def before(self, moment):
        return self.log[self.log["played_at"] < moment]

    def between(self, start, end=None):
        late = self.log[self.log["played_at"] >= start]
        return late if end is None else late[late["played_at"] < end]


class Recommender:
    def __init__(self, factors, regularization):
        self.als = AlternatingLeastSquares(
            factors=factors, regularization=regularization, iterations=20, random_state=1
        )

    def fit(self, history):
        self.users = {u: i for i, u in enumerate(history["listener"].unique())}
        self.shows = np.array(history["show"].unique())
        column = {s: j for j, s in enumerate(self.shows)}
        counts = history.groupby(["listener", "show"]).size()
        r = [self.users[u] for u in counts.index.get_level_values(0)]
        c = [column[s] for s in counts.index.get_level_values(1)]
        values = np.log1p(counts.to_numpy(dtype=np.float32))
        self.matrix = csr_matrix((values, (r, c)), shape=(len(self.users), len(self.shows)))
        self.als.fit(self.matrix, show_progress=False)
        self.charts = list(history["show"].value_counts().index)
        return self

    def hit_rate(self, future, k=10):
        wanted = future.groupby("listener")["show"].agg(set)
        known = [u for u in wanted.index if u in self.users]
        rows = np.array([self.users[u] for u in known])
        ids, _ = self.als.recommend(
            rows, self.matrix[rows], N=k, filter_already_liked_items=False
        )
        lists = {u: set(self.shows[top]) for u, top in zip(known, ids)}
        charts = set(self.charts[:k])
        return float(np.mean([bool(want & lists.get(u, charts)) for u, want in wanted.items()]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("plays")
    parser.add_argument("--valid-from", default="2024-03-01")
    parser.add_argument("--test-from", default="2024-04-01")
    args = parser.parse_args()

    plays = Plays(args.plays, args.valid_from, args.test_from)
    early = plays.before(plays.valid_from)
    march = plays.between(plays.valid_from, plays.test_from)
    trials = {
        (f, r): Recommender(f, r).fit(early).hit_rate(march)
        for f in (32, 64, 128)
        for r in (0.01, 0.1)
    }
    factors, regularization = max(trials, key=trials.get)
    final = Recommender(factors, regularization).fit(plays.before(plays.test_from))
    print(f"{factors} factors, reg {regularization}: hit rate@10 "
          f"{final.hit_rate(plays.between(plays.test_from)):.4f}")


if __name__ == "__main__":
    main()
