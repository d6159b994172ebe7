"""Next game a player will log: item-to-item neighbours against popularity."""
import argparse

import numpy as np
import pandas as pd
from scipy import sparse


def read_plays(path):
    plays = pd.read_csv(path, parse_dates=["played_at"])
    return plays.sort_values("played_at").drop_duplicates(["player", "game"], keep="first")


def by_date(plays, tune_from, final_from):
    past = plays[plays["played_at"] < tune_from]
    middle = plays[(plays["played_at"] >= tune_from) & (plays["played_at"] < final_from)]
    late = plays[plays["played_at"] >= final_from]
    return past, middle, late


class Neighbours:
    def __init__(self, shrink):
        self.shrink = shrink

    def fit(self, plays):
        self.players = pd.Index(plays["player"].unique())
        self.games = pd.Index(plays["game"].unique())
        rows = self.players.get_indexer(plays["player"])
        cols = self.games.get_indexer(plays["game"])
        self.seen = sparse.csr_matrix((np.ones(len(plays)), (rows, cols)), shape=(len(self.players), len(self.games)))
        together = (self.seen.T @ self.seen).toarray()
        size = together.diagonal().copy()
        np.fill_diagonal(together, 0)
        self.similar = together / (np.sqrt(np.outer(size, size)) + self.shrink)
        self.popular = size
        return self

    def top(self, player, k):
        row = self.seen[self.players.get_loc(player)]
        score = np.asarray(row @ self.similar).ravel() + 1e-9 * self.popular
        score[row.indices] = -np.inf
        return self.games[np.argsort(-score)[:k]]


def hit_rate(model, later, k=20):
    first = later.drop_duplicates("player", keep="first")
    first = first[first["player"].isin(model.players)]
    return np.mean([game in model.top(player, k) for player, game in zip(first["player"], first["game"])])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("plays")
    args = parser.parse_args()
    past, middle, late = by_date(read_plays(args.plays), "2023-06-01", "2023-09-01")

    rates = {shrink: hit_rate(Neighbours(shrink).fit(past), middle) for shrink in (0, 5, 20, 100)}
    shrink = max(rates, key=rates.get)
    model = Neighbours(shrink).fit(pd.concat([past, middle]))
    print("shrink", shrink, "hit rate@20", hit_rate(model, late))


if __name__ == "__main__":
    main()
