"""Weekly podcast recommendations with implicit ALS."""
import numpy as np
import pandas as pd
from implicit.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix

TUNE_FROM = pd.Timestamp("2024-05-01")
FINAL_FROM = pd.Timestamp("2024-05-15")


class PlayMatrix:
    def __init__(self, plays):
        self.users = pd.Index(plays["user_id"].unique())
        self.shows = pd.Index(plays["show_id"].unique())
        counts = plays.groupby(["user_id", "show_id"]).size().reset_index(name="n")
        rows = self.users.get_indexer(counts["user_id"])
        cols = self.shows.get_indexer(counts["show_id"])
        weight = np.log1p(counts["n"].to_numpy(dtype=np.float32))
        self.csr = csr_matrix((weight, (rows, cols)), shape=(len(self.users), len(self.shows)))


def new_shows(plays, earlier):
    pairs = plays[["user_id", "show_id"]].drop_duplicates()
    known = earlier[["user_id", "show_id"]].drop_duplicates()
    merged = pairs.merge(known, how="left", indicator=True)
    return merged.loc[merged["_merge"] == "left_only"].groupby("user_id")["show_id"].agg(set)


def recall_at(k, earlier, later, **params):
    matrix = PlayMatrix(earlier)
    als = AlternatingLeastSquares(iterations=20, random_state=4, **params)
    als.fit(matrix.csr, show_progress=False)
    wanted = new_shows(later, earlier)
    wanted = wanted[wanted.index.isin(matrix.users)]
    ids = matrix.users.get_indexer(wanted.index)
    items, _ = als.recommend(ids, matrix.csr[ids], N=k, filter_already_liked_items=True)
    hits = [
        len(set(matrix.shows[row]) & shows) / len(shows) for row, shows in zip(items, wanted)
    ]
    return float(np.mean(hits))


def main():
    plays = pd.read_parquet("data/plays.parquet")
    train = plays[plays["played_at"] < TUNE_FROM]
    tune = plays[(plays["played_at"] >= TUNE_FROM) & (plays["played_at"] < FINAL_FROM)]
    final = plays[plays["played_at"] >= FINAL_FROM]
    grid = [
        {"factors": f, "regularization": r} for f in (32, 64, 128) for r in (0.01, 0.1)
    ]
    best = max(grid, key=lambda params: recall_at(20, train, tune, **params))
    before_final = pd.concat([train, tune])
    print(best, "recall@20", round(recall_at(20, before_final, final, **best), 4))


if __name__ == "__main__":
    main()
