"""Next artist for each listener with implicit ALS."""
import numpy as np
import pandas as pd
from implicit.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix


def read_events(path):
    events = pd.read_csv(path, parse_dates=["played_at"]).sort_values("played_at")
    events = events.drop_duplicates(["listener", "artist"], keep="first")
    size = events.groupby("listener")["artist"].transform("size")
    events = events[size >= 5].copy()
    events["u"] = events["listener"].astype("category").cat.codes
    events["i"] = events["artist"].astype("category").cat.codes
    events["from_end"] = events.groupby("u").cumcount(ascending=False)
    return events


def matrix(events, shape):
    weights = np.ones(len(events), dtype=np.float32)
    return csr_matrix((weights, (events["u"], events["i"])), shape=shape)


def hit_rate(model, seen, wanted, k=20):
    users = wanted["u"].to_numpy()
    ids, _ = model.recommend(users, seen[users], N=k, filter_already_liked_items=True)
    return float((ids == wanted["i"].to_numpy()[:, None]).any(axis=1).mean())


def als(seen, factors, reg):
    model = AlternatingLeastSquares(factors=factors, regularization=reg, iterations=20, random_state=3)
    model.fit(seen * 20, show_progress=False)
    return model


def main():
    events = read_events("plays.csv")
    shape = (events["u"].max() + 1, events["i"].max() + 1)
    last, second = events[events["from_end"] == 0], events[events["from_end"] == 1]
    older = matrix(events[events["from_end"] >= 2], shape)

    results = {}
    for factors in (32, 64, 128):
        for reg in (0.01, 0.1):
            results[factors, reg] = hit_rate(als(older, factors, reg), older, second)
    factors, reg = max(results, key=results.get)

    seen = matrix(events[events["from_end"] >= 1], shape)
    final = hit_rate(als(seen, factors, reg), seen, last)
    print(f"factors {factors} reg {reg} hit@20 {final:.4f}")


if __name__ == "__main__":
    main()
