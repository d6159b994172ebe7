import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

VALID_FROM = pd.Timestamp("2023-04-01")
TEST_FROM = pd.Timestamp("2023-05-01")


def first_plays(path):
    plays = pd.read_parquet(path, columns=["player", "game", "started_at", "minutes"])
    plays = plays[plays["minutes"] >= 10].sort_values("started_at")
    return plays.drop_duplicates(["player", "game"], keep="first")


def periods(plays):
    at = plays["started_at"]
    return (
        plays[at < VALID_FROM],
        plays[(at >= VALID_FROM) & (at < TEST_FROM)],
        plays[at >= TEST_FROM],
    )


class PlayMatrix:
    def __init__(self, plays):
        self.players = pd.Index(plays["player"].unique())
        self.games = pd.Index(plays["game"].unique())
        rows = self.players.get_indexer(plays["player"])
        columns = self.games.get_indexer(plays["game"])
        ones = np.ones(len(plays), dtype=np.float32)
        self.matrix = csr_matrix((ones, (rows, columns)), shape=(len(self.players), len(self.games)))
        self.popular = list(plays["game"].value_counts().index[:10])
