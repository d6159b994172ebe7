import implicit
import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix


def last_out(plays):
    plays = plays.sort_values(["user", "played_at"])
    is_last = ~plays.duplicated("user", keep="last")
    is_only = plays.groupby("user")["album"].transform("size") == 1
    return plays[~is_last | is_only], plays[is_last & ~is_only]


def to_matrix(plays, n_users, n_albums):
    weight = np.ones(len(plays), dtype=np.float32)
    return csr_matrix((weight, (plays["user"], plays["album"])), shape=(n_users, n_albums))


def hit_rate(model, matrix, held, k=20):
    users = held["user"].to_numpy()
    ids, _ = model.recommend(users, matrix[users], N=k, filter_already_liked_items=True)
    return float((ids == held["album"].to_numpy()[:, None]).any(axis=1).mean())


plays = pd.read_parquet("first_plays.parquet")  # first play of an album by a user
for key in ("user", "album"):
    plays[key] = plays[key].astype("category").cat.codes

earlier, last = last_out(plays)
matrix = to_matrix(earlier, plays["user"].max() + 1, plays["album"].max() + 1)
als = implicit.als.AlternatingLeastSquares(factors=64, regularization=0.05, iterations=20, random_state=0)
als.fit(matrix)
print("hit rate @20", hit_rate(als, matrix, last))

popular = earlier["album"].value_counts().index[:20]
print("popularity  ", last["album"].isin(popular).mean())
