import numpy as np
import pandas as pd
from implicit.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix

VALID_FROM, TEST_FROM = pd.Timestamp("2023-05-01"), pd.Timestamp("2023-06-01")


def matrix(plays, shape):
    table = csr_matrix((np.ones(len(plays), "float32"), (plays["user"], plays["song"])), shape=shape)
    table.sum_duplicates()
    return table


def hit_rate(model, seen, later, k=20):
    wanted = later.groupby("user")["song"].agg(set)
    users = np.array([u for u in wanted.index if seen[u].nnz > 0])
    ids, _ = model.recommend(users, seen[users], N=k, filter_already_liked_items=False)
    return float(np.mean([len(wanted[u] & set(row)) > 0 for u, row in zip(users, ids)]))


def train(plays, shape, rank):
    seen = matrix(plays, shape)
    model = AlternatingLeastSquares(factors=rank, regularization=0.05, random_state=0)
    model.fit(seen)
    return model, seen


def main():
    plays = pd.read_parquet("plays.parquet")
    shape = (plays["user"].max() + 1, plays["song"].max() + 1)
    early = plays[plays["played_at"] < VALID_FROM]
    middle = plays[(plays["played_at"] >= VALID_FROM) & (plays["played_at"] < TEST_FROM)]
    late = plays[plays["played_at"] >= TEST_FROM]
    found = {rank: hit_rate(*train(early, shape, rank), middle) for rank in (32, 64, 128)}
    rank = max(found, key=found.get)
    model, seen = train(pd.concat([early, middle]), shape, rank)
    print(rank, "hit rate@20", hit_rate(model, seen, late))


if __name__ == "__main__":
    main()
