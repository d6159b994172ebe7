"""Tracks for the coming weeks, implicit ALS."""
import argparse

import numpy as np
from implicit.als import AlternatingLeastSquares

from plays import TEST_FROM, VALID_FROM, PlayMatrix, read


def fit(plays, factors):
    matrix = PlayMatrix(plays)
    model = AlternatingLeastSquares(factors=factors, iterations=20, random_state=0)
    model.fit(matrix.values)
    return model, matrix


def suggest(model, matrix, user, n):
    row = matrix.users.get(user)
    if row is None:
        return matrix.popular[:n]
    ids, _ = model.recommend(row, matrix.values[row], N=n, filter_already_liked_items=False)
    return [matrix.tracks[i] for i in ids]


def recall_at(model, matrix, later, n=20):
    hits = []
    for user, tracks in later.groupby("user_id")["track_id"]:
        played = set(tracks)
        hits.append(len(played & set(suggest(model, matrix, user, n))) / min(n, len(played)))
    return float(np.mean(hits))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("log")
    args = ap.parse_args()

    plays = read(args.log)
    early = plays[plays["played_at"] < VALID_FROM]
    middle = plays[(plays["played_at"] >= VALID_FROM) & (plays["played_at"] < TEST_FROM)]
    late = plays[plays["played_at"] >= TEST_FROM]

    board = {f: recall_at(*fit(early, f), middle) for f in (16, 32, 64, 128)}
    factors = max(board, key=board.get)
    print(board)

    model, matrix = fit(plays[plays["played_at"] < TEST_FROM], factors)
    print(f"recall@20 in June: {recall_at(model, matrix, late):.4f} with {factors} factors")


if __name__ == "__main__":
    main()
