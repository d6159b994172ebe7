"""Play log of the radio app."""
import pandas as pd
from scipy.sparse import csr_matrix

VALID_FROM = pd.Timestamp("2024-05-01")
TEST_FROM = pd.Timestamp("2024-06-01")


def read(path):
    plays = pd.read_csv(path, parse_dates=["played_at"])
    return plays[plays["seconds"] >= 30]


class PlayMatrix:
    def __init__(self, plays):
        self.users = {u: i for i, u in enumerate(sorted(plays["user_id"].unique()))}
        self.tracks = sorted(plays["track_id"].unique())
        column = {t: j for j, t in enumerate(self.tracks)}
        counts = plays.groupby(["user_id", "track_id"]).size().reset_index(name="n")
        self.values = csr_matrix(
            (counts["n"].astype("float32"),
             (counts["user_id"].map(self.users), counts["track_id"].map(column))),
            shape=(len(self.users), len(self.tracks)),
        )
        self.popular = plays["track_id"].value_counts().index.tolist()
