"""Next podcast recommendation with item neighbours."""
import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix


def listens(path):
    log = pd.read_csv(path, parse_dates=["started_at"])
    log = log.sort_values("started_at").drop_duplicates(["user", "show"], keep="first")
    log["u"], log["s"] = pd.factorize(log["user"])[0], pd.factorize(log["show"])[0]
    return log


def by_calendar(log, valid_from, test_from):
    train = log[log["started_at"] < valid_from]
    valid = log[(log["started_at"] >= valid_from) & (log["started_at"] < test_from)]
    test = log[log["started_at"] >= test_from]
    counts = train["u"].value_counts()
    regular = counts.index[counts >= 5]
    train, valid, test = (part[part["u"].isin(regular)] for part in (train, valid, test))
    return train, valid.drop_duplicates("u"), test.drop_duplicates("u")


class ItemNeighbours:
    def __init__(self, n_shows, k):
        self.n_shows, self.k = n_shows, k

    def fit(self, train, n_users):
        ones = np.ones(len(train), dtype=np.float32)
        self.seen = csr_matrix((ones, (train["u"], train["s"])), shape=(n_users, self.n_shows))
        both = (self.seen.T @ self.seen).toarray()
        count = np.maximum(both.diagonal(), 1.0)
        sim = both / np.sqrt(np.outer(count, count))
        np.fill_diagonal(sim, 0.0)
        floor = np.sort(sim, axis=1)[:, -self.k][:, None]
        self.sim = np.where(sim >= floor, sim, 0.0)
        return self

    def top(self, users, n=10):
        score = self.seen[users] @ self.sim.T
        score[self.seen[users].toarray() > 0] = -np.inf
        return np.argsort(-score, axis=1)[:, :n]


def hit_rate(model, part):
    ranked = model.top(part["u"].to_numpy())
    return float((ranked == part["s"].to_numpy()[:, None]).any(axis=1).mean())


def main():
    log = listens("listens.csv")
    n_users, n_shows = log["u"].max() + 1, log["s"].max() + 1
    train, valid, test = by_calendar(log, pd.Timestamp("2024-02-01"), pd.Timestamp("2024-03-01"))
    models = [ItemNeighbours(n_shows, k).fit(train, n_users) for k in (10, 30, 100)]
    best = max(models, key=lambda m: hit_rate(m, valid))
    print(f"k={best.k} valid HR@10 {hit_rate(best, valid):.3f} test HR@10 {hit_rate(best, test):.3f}")


if __name__ == "__main__":
    main()
