"""Listening log, cut by calendar time for all listeners at once."""
import numpy as np
import pandas as pd
from scipy import sparse

VALID_FROM = pd.Timestamp("2023-10-01")
TEST_FROM = pd.Timestamp("2023-11-01")


def read(path):
    plays = pd.read_parquet(path, columns=["listener", "track", "played_at"])
    plays["played_at"] = pd.to_datetime(plays["played_at"])
    return plays.sort_values("played_at")


def periods(plays):
    when = plays["played_at"]
    return (
        plays[when < VALID_FROM],
        plays[(when >= VALID_FROM) & (when < TEST_FROM)],
        plays[when >= TEST_FROM],
    )


class Catalogue:
    def __init__(self, plays):
        self.listeners = pd.Index(plays["listener"].unique())
        self.tracks = pd.Index(plays["track"].unique())

    def matrix(self, plays):
        rows = self.listeners.get_indexer(plays["listener"])
        cols = self.tracks.get_indexer(plays["track"])
        known = (rows >= 0) & (cols >= 0)
        ones = np.ones(known.sum(), dtype="float32")
        m = sparse.csr_matrix(
            (ones, (rows[known], cols[known])), shape=(len(self.listeners), len(self.tracks))
        )
        m.data = np.log1p(m.data)
        return m
