"""Top-10 podcasts for the coming month from listening events."""
import numpy as np
import polars as pl
from implicit.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix

VALID_FROM = pl.datetime(2023, 5, 1)
TEST_FROM = pl.datetime(2023, 6, 1)
TOP = 10


class Matrix:
    def __init__(self, events):
        self.users = events["user_id"].unique().sort().to_list()
        self.shows = events["show_id"].unique().sort().to_list()
        self.user_row = {u: i for i, u in enumerate(self.users)}
        self.show_col = {s: j for j, s in enumerate(self.shows)}
        counts = events.group_by("user_id", "show_id").agg(pl.len().alias("plays"))
        rows = [self.user_row[u] for u in counts["user_id"]]
        cols = [self.show_col[s] for s in counts["show_id"]]
        plays = np.log1p(counts["plays"].to_numpy()).astype("float32")
        self.plays = csr_matrix((plays, (rows, cols)), shape=(len(self.users), len(self.shows)))

    def popular(self):
        return np.asarray(self.plays.astype(bool).sum(axis=0)).ravel().argsort()[::-1][:TOP]


def hits(matrix, lists, later):
    wanted = later.group_by("user_id").agg(pl.col("show_id").unique())
    found = []
    for user, shows in wanted.iter_rows():
        if user in matrix.user_row:
            cols = {matrix.show_col.get(s, -1) for s in shows}
            found.append(len(cols & set(lists[matrix.user_row[user]].tolist())) / min(len(shows), TOP))
    return float(np.mean(found))


def als_lists(matrix, factors, regularization):
    model = AlternatingLeastSquares(factors=factors, regularization=regularization, random_state=2)
    model.fit(matrix.plays, show_progress=False)
    users = np.arange(len(matrix.users))
    lists, _ = model.recommend(users, matrix.plays, N=TOP, filter_already_liked_items=False)
    return lists


def main():
    events = pl.read_parquet("data/listens.parquet")
    early = events.filter(pl.col("played_at") < VALID_FROM)
    middle = events.filter((pl.col("played_at") >= VALID_FROM) & (pl.col("played_at") < TEST_FROM))
    late = events.filter(pl.col("played_at") >= TEST_FROM)

    first = Matrix(early)
    grid = [(f, r) for f in (32, 64, 128) for r in (0.01, 0.1)]
    best = max(grid, key=lambda setting: hits(first, als_lists(first, *setting), middle))

    full = Matrix(pl.concat([early, middle]))
    popular = np.tile(full.popular(), (len(full.users), 1))
    print("setting", best)
    print("ALS recall@10", round(hits(full, als_lists(full, *best), late), 4))
    print("popular recall@10", round(hits(full, popular, late), 4))


if __name__ == "__main__":
    main()
