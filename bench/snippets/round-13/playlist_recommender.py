"""Artist recommendations from listening events with implicit ALS."""
import numpy as np
import pandas as pd
from implicit.als import AlternatingLeastSquares
from scipy.sparse import csr_matrix

TOP = 20


class Catalogue:
    def __init__(self, events):
        self.users = pd.Index(events["user_id"].unique())
        self.artists = pd.Index(events["artist_id"].unique())
        counts = events.groupby(["user_id", "artist_id"]).size().reset_index(name="plays")
        rows = self.users.get_indexer(counts["user_id"])
        cols = self.artists.get_indexer(counts["artist_id"])
        self.plays = csr_matrix(
            (np.log1p(counts["plays"]).astype(np.float32), (rows, cols)),
            shape=(len(self.users), len(self.artists)),
        )
        self.popular = counts.groupby("artist_id")["user_id"].nunique().nlargest(TOP).index


def train(events, factors, regularization):
    catalogue = Catalogue(events)
    model = AlternatingLeastSquares(
        factors=factors, regularization=regularization, iterations=20, random_state=5
    )
    model.fit(catalogue.plays, show_progress=False)
    return catalogue, model


def recommend(catalogue, model, user):
    row = catalogue.users.get_indexer([user])[0]
    if row < 0:
        return set(catalogue.popular)
    ids, _ = model.recommend(row, catalogue.plays[row], N=TOP, filter_already_liked_items=True)
    return set(catalogue.artists[ids])


def recall(catalogue, model, history, future):
    known = history.groupby("user_id")["artist_id"].agg(set)
    values = []
    for user, artists in future.groupby("user_id")["artist_id"]:
        wanted = set(artists) - known.get(user, set())
        if wanted:
            hits = wanted & recommend(catalogue, model, user)
            values.append(len(hits) / min(len(wanted), TOP))
    return float(np.mean(values))


def main():
    events = pd.read_parquet("data/plays.parquet", columns=["user_id", "artist_id", "played_at"])
    autumn, winter = pd.Timestamp("2023-10-01"), pd.Timestamp("2023-11-15")
    early = events[events["played_at"] < autumn]
    middle = events[(events["played_at"] >= autumn) & (events["played_at"] < winter)]
    late = events[events["played_at"] >= winter]

    trials = {}
    for factors in (32, 64, 128):
        for reg in (0.01, 0.1):
            trials[factors, reg] = recall(*train(early, factors, reg), early, middle)
    best = max(trials, key=trials.get)
    history = pd.concat([early, middle])
    print("factors, regularization:", best)
    print("recall@20:", recall(*train(history, *best), history, late))


if __name__ == "__main__":
    main()
