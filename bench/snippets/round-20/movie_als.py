import argparse

import implicit
import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix


def leave_last(views):
    views = views.sort_values(["user", "at"])
    back = views.groupby("user").cumcount(ascending=False)
    return views[back >= 2], views[back == 1], views[back == 0]


def matrix(views, shape):
    return csr_matrix((np.ones(len(views), dtype=np.float32), (views["user"], views["movie"])), shape=shape)


def hit_rate(model, seen, target, k=20):
    users = target["user"].to_numpy()
    ids, _ = model.recommend(users, seen[users], N=k, filter_already_liked_items=True)
    return float((ids == target["movie"].to_numpy()[:, None]).any(axis=1).mean())


def als(factors):
    return implicit.als.AlternatingLeastSquares(factors=factors, iterations=15, random_state=0)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--views", default="views.csv")
    ap.add_argument("--factors", type=int, nargs="+", default=[32, 64, 128])
    args = ap.parse_args()
    views = pd.read_csv(args.views, parse_dates=["at"]).drop_duplicates(["user", "movie"])
    shape = (views["user"].max() + 1, views["movie"].max() + 1)
    past, tune, final = leave_last(views)
    seen = matrix(past, shape)
    scores = {}
    for f in args.factors:
        model = als(f)
        model.fit(seen)
        scores[f] = hit_rate(model, seen, tune)
    best = max(scores, key=scores.get)
    model = als(best)
    model.fit(seen)
    print("factors", best, "HR@20", hit_rate(model, seen, final))


if __name__ == "__main__":
    main()
