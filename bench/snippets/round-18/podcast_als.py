import numpy as np
import pandas as pd
from implicit.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix

VALID_FROM, TEST_FROM = "2024-02-01", "2024-03-01"


class Catalogue:
    def __init__(self, plays):
        self.users = pd.Index(plays["listener"].unique())
        self.items = pd.Index(plays["episode"].unique())

    def matrix(self, plays):
        row = self.users.get_indexer(plays["listener"])
        col = self.items.get_indexer(plays["episode"])
        value = np.log1p(plays["minutes"].to_numpy(dtype=np.float32))
        return csr_matrix((value, (row, col)), shape=(len(self.users), len(self.items)))


def train(plays, factors):
    catalogue = Catalogue(plays)
    matrix = catalogue.matrix(plays)
    model = AlternatingLeastSquares(factors=factors, iterations=20, random_state=0)
    model.fit(matrix, show_progress=False)
    return catalogue, matrix, model


def recall(trained, later, k=20):
    catalogue, matrix, model = trained
    later = later[later["listener"].isin(catalogue.users) & later["episode"].isin(catalogue.items)]
    shares = []
    for listener, rows in later.groupby("listener"):
        u = catalogue.users.get_loc(listener)
        ids, _ = model.recommend(u, matrix[u], N=k, filter_already_liked_items=True)
        heard = set(catalogue.items.get_indexer(rows["episode"])) - set(matrix[u].indices)
        if heard:
            shares.append(len(heard & set(ids)) / len(heard))
    return float(np.mean(shares))


def main():
    plays = pd.read_parquet("data/plays.parquet")
    plays = plays.sort_values("played_on").drop_duplicates(["listener", "episode"])
    early = plays[plays["played_on"] < VALID_FROM]
    middle = plays[(plays["played_on"] >= VALID_FROM) & (plays["played_on"] < TEST_FROM)]
    late = plays[plays["played_on"] >= TEST_FROM]
    board = {f: recall(train(early, f), middle) for f in (16, 32, 64, 128)}
    factors = max(board, key=board.get)
    final = train(pd.concat([early, middle]), factors)
    print(board)
    print(f"factors {factors}: recall@20 {recall(final, late):.4f}")


if __name__ == "__main__":
    main()
