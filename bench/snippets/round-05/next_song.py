import numpy as np
import pandas as pd
from implicit.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix


def last_play_out(plays):
    plays = plays.sort_values(["listener", "played_at"])
    order = plays.groupby("listener").cumcount(ascending=False)
    return plays[order > 0], plays[order == 0]


def matrix(plays, shape):
    return csr_matrix((np.ones(len(plays), np.float32), (plays["listener"], plays["song"])), shape=shape)


def hit_rate(recommended, truth):
    return float(np.mean([t in set(r) for r, t in zip(recommended, truth)]))


def main(k=20):
    plays = pd.read_parquet("data/plays.parquet")
    plays["listener"] = plays["listener"].astype("category").cat.codes
    plays["song"] = plays["song"].astype("category").cat.codes
    shape = plays["listener"].max() + 1, plays["song"].max() + 1

    train, last = last_play_out(plays)
    seen = matrix(train, shape)
    model = AlternatingLeastSquares(factors=96, regularization=0.05, iterations=20, random_state=0)
    model.fit(seen)

    users = last["listener"].to_numpy()
    ids, _ = model.recommend(users, seen[users], N=k, filter_already_liked_items=False)
    popular = train["song"].value_counts().index[:k].to_numpy()
    print("popular HR", hit_rate([popular] * len(users), last["song"]))
    print("ALS HR    ", hit_rate(ids, last["song"]))


if __name__ == "__main__":
    main()
