import numpy as np
from implicit.als import AlternatingLeastSquares

from plays import PlayMatrix, first_plays, periods

K = 10


def hit_rate(model, known, later):
    wanted = later.groupby("player")["game"].agg(set)
    rows = known.players.get_indexer(wanted.index)
    seen = rows >= 0
    lists = {player: known.popular for player in wanted.index[~seen]}
    ids, _ = model.recommend(
        rows[seen], known.matrix[rows[seen]], N=K, filter_already_liked_items=True
    )
    for player, row in zip(wanted.index[seen], ids):
        lists[player] = list(known.games[row])
    return float(np.mean([bool(wanted[p] & set(lists[p])) for p in wanted.index]))


def main():
    early, middle, late = periods(first_plays("data/plays.parquet"))
    known = PlayMatrix(early)

    fitted = {}
    for factors in (32, 64, 128):
        model = AlternatingLeastSquares(
            factors=factors, regularization=0.05, iterations=20, random_state=0
        )
        model.fit(known.matrix)
        fitted[factors] = (hit_rate(model, known, middle), model)
        print(factors, round(fitted[factors][0], 4))

    factors = max(fitted, key=lambda f: fitted[f][0])
    print("factors", factors)
    print(f"hit rate @{K}", round(hit_rate(fitted[factors][1], known, late), 4))


if __name__ == "__main__":
    main()
