import argparse

import numpy as np
import pandas as pd

from neighbours import TrackNeighbours
from plays import Catalogue, periods, read


def recall_at(model, before, after, n=20):
    catalogue = Catalogue(before)
    past = catalogue.matrix(before)
    ranked = model.fit(past).top(past, n)
    heard = before.groupby("listener")["track"].agg(set)
    hits = []
    for listener, tracks in after.groupby("listener")["track"].agg(set).items():
        fresh = tracks - heard.get(listener, set())
        if not fresh:
            continue
        row = catalogue.listeners.get_indexer([listener])[0]
        offered = set(catalogue.tracks[ranked[row]]) if row >= 0 else set()
        hits.append(len(offered & fresh) / min(n, len(fresh)))
    return float(np.mean(hits)), len(hits)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--plays", default="data/plays.parquet")
    parser.add_argument("--k", type=int, nargs="+", default=[20, 50, 100, 200])
    args = parser.parse_args()

    autumn, october, november = periods(read(args.plays))
    found = {}
    for k in args.k:
        found[k], listeners = recall_at(TrackNeighbours(k), autumn, october)
        print(f"k={k:<4} recall@20 {found[k]:.4f} ({listeners} listeners)")
    best = max(found, key=found.get)
    value, listeners = recall_at(TrackNeighbours(best), pd.concat([autumn, october]), november)
    print(f"november, k={best}: recall@20 {value:.4f} ({listeners} listeners)")


if __name__ == "__main__":
    main()
