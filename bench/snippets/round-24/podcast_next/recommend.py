"""Next podcast a listener will start."""
import itertools

import numpy as np
import pandas as pd
from implicit.als import AlternatingLeastSquares

from history import divide, matrix, read_plays

TOP = 20


def fit(known, shape, factors, strength):
    table = matrix(known, shape)
    model = AlternatingLeastSquares(
        factors=factors, regularization=strength, iterations=20, random_state=27
    )
    model.fit(table)
    return model, table


def recall(model, table, wanted):
    rows = wanted["row"].to_numpy()
    shows, _ = model.recommend(rows, table[rows], N=TOP, filter_already_liked_items=True)
    return float(np.mean([c in s for c, s in zip(wanted["col"].to_numpy(), shows)]))


def main():
    plays = read_plays("plays.parquet")
    shape = (plays["row"].max() + 1, plays["col"].max() + 1)
    older, previous, newest = divide(plays)

    results = {}
    for factors, strength in itertools.product((32, 64, 128), (0.01, 0.1)):
        model, table = fit(older, shape, factors, strength)
        results[factors, strength] = recall(model, table, previous)
        print(factors, strength, round(results[factors, strength], 4))
    factors, strength = max(results, key=results.get)

    known = pd.concat([older, previous])
    model, table = fit(known, shape, factors, strength)
    print(f"recall@{TOP} {recall(model, table, newest):.4f}")


if __name__ == "__main__":
    main()
