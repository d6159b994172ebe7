import numpy as np
import pandas as pd
from implicit.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix


class Catalogue:
    def __init__(self, plays: pd.DataFrame):
        self.users = pd.Index(plays["user"].unique())
        self.shows = pd.Index(plays["show"].unique())

    def matrix(self, plays: pd.DataFrame) -> csr_matrix:
        counts = plays.groupby(["user", "show"]).size().reset_index(name="n")
        rows = self.users.get_indexer(counts["user"])
        cols = self.shows.get_indexer(counts["show"])
        return csr_matrix((np.log1p(counts["n"].to_numpy()), (rows, cols)), shape=(len(self.users), len(self.shows)))


def fit(plays: pd.DataFrame, factors: int):
    catalogue = Catalogue(plays)
    matrix = catalogue.matrix(plays)
    model = AlternatingLeastSquares(factors=factors, regularization=0.05, random_state=1)
    model.fit(matrix, show_progress=False)
    return model, catalogue, matrix


def hit_rate(fitted, later: pd.DataFrame, k: int = 10) -> float:
    model, catalogue, matrix = fitted
    wanted = later[later["user"].isin(catalogue.users)].groupby("user")["show"].agg(set)
    print(f"{len(wanted)} of {later['user'].nunique()} listeners known")
    rows = catalogue.users.get_indexer(wanted.index)
    ids, _ = model.recommend(rows, matrix[rows], N=k, filter_already_liked_items=False)
    return float(np.mean([bool(set(catalogue.shows[i]) & w) for i, w in zip(ids, wanted)]))


def main() -> None:
    plays = pd.read_parquet("plays.parquet").sort_values("played_at")
    t1, t2 = plays["played_at"].quantile([0.8, 0.9])
    early = plays[plays["played_at"] < t1]
    middle = plays[(plays["played_at"] >= t1) & (plays["played_at"] < t2)]
    late = plays[plays["played_at"] >= t2]
    scores = {f: hit_rate(fit(early, f), middle) for f in (32, 64, 128)}
    factors = max(scores, key=scores.get)
    final = fit(pd.concat([early, middle]), factors)
    print("factors", factors, "hit rate@10", hit_rate(final, late))


if __name__ == "__main__":
    main()
