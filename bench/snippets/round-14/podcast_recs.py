"""Recommend podcasts by matrix factorisation of listening minutes."""
import numpy as np
import pandas as pd
from implicit.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix

TUNE_FROM, FINAL_FROM = pd.Timestamp("2023-11-01"), pd.Timestamp("2023-12-01")
TOP = 20


class Listening:
    def __init__(self, path):
        plays = pd.read_parquet(path, columns=["user", "show", "started", "minutes"])
        plays = plays[plays["minutes"] >= 3].sort_values("started")
        self.users = {u: i for i, u in enumerate(plays["user"].unique())}
        self.shows = {s: i for i, s in enumerate(plays["show"].unique())}
        self.plays = plays

    def until(self, end):
        old = self.plays[self.plays["started"] < end]
        cells = old.groupby(["user", "show"], as_index=False)["minutes"].sum()
        rows, cols = cells["user"].map(self.users), cells["show"].map(self.shows)
        shape = (len(self.users), len(self.shows))
        return csr_matrix((np.log1p(cells["minutes"]), (rows, cols)), shape=shape, dtype=np.float32)

    def first_plays(self, start, end=None):
        """Shows that a known user starts for the first time within the period."""
        fresh = self.plays.drop_duplicates(["user", "show"], keep="first")
        inside = fresh["started"] >= start
        if end is not None:
            inside &= fresh["started"] < end
        known = self.plays.loc[self.plays["started"] < start, "user"].unique()
        fresh = fresh[inside & fresh["user"].isin(known)]
        return {self.users[u]: set(g.map(self.shows)) for u, g in fresh.groupby("user")["show"]}


def factorise(matrix, factors):
    model = AlternatingLeastSquares(factors=factors, regularization=0.05, random_state=0)
    model.fit(matrix, show_progress=False)
    return model


def recall(model, matrix, wanted):
    users = np.array(sorted(wanted))
    found, _ = model.recommend(users, matrix[users], N=TOP, filter_already_liked_items=True)
    hits = [len(wanted[u] & set(row)) / min(TOP, len(wanted[u])) for u, row in zip(users, found)]
    return float(np.mean(hits))


def main():
    data = Listening("plays.parquet")
    early = data.until(TUNE_FROM)
    november = data.first_plays(TUNE_FROM, FINAL_FROM)
    scores = {k: recall(factorise(early, k), early, november) for k in (32, 64, 128)}
    factors = max(scores, key=scores.get)
    print("November:", scores)

    known = data.until(FINAL_FROM)
    result = recall(factorise(known, factors), known, data.first_plays(FINAL_FROM))
    print(f"December recall@{TOP} with {factors} factors: {result:.4f}")


if __name__ == "__main__":
    main()
