"""Item-item recommender on podcast subscriptions, evaluated on the last weeks."""
import argparse

import numpy as np
import pandas as pd
from scipy import sparse

K = 20


class Neighbours:
    def __init__(self, n_users, n_shows, neighbours, shrink):
        self.shape = (n_users, n_shows)
        self.neighbours, self.shrink = neighbours, shrink

    def fit(self, log):
        ones = np.ones(len(log), dtype=np.float32)
        self.taken = sparse.csr_matrix((ones, (log["u"], log["s"])), shape=self.shape)
        self.taken.data[:] = 1.0
        together = (self.taken.T @ self.taken).toarray()
        size = np.sqrt(np.diag(together))
        sim = together / (np.outer(size, size) + self.shrink)
        np.fill_diagonal(sim, 0.0)
        weak = np.argsort(-sim, axis=1)[:, self.neighbours:]
        np.put_along_axis(sim, weak, 0.0, axis=1)
        self.sim = sim
        return self

    def top(self, users, k=K):
        history = self.taken[users]
        scores = np.asarray(history @ self.sim.T)
        scores[history.nonzero()] = -np.inf
        return np.argsort(-scores, axis=1)[:, :k]


def recall(model, log):
    """Listeners with a history only; newcomers are served the charts, not this list."""
    known = np.flatnonzero(model.taken.getnnz(axis=1))
    wanted = log[log["u"].isin(known)].groupby("u")["s"].agg(set)
    lists = model.top(wanted.index.to_numpy())
    hits = [len(want & set(row)) / min(len(want), K) for want, row in zip(wanted, lists)]
    return float(np.mean(hits))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("subscriptions")
    args = ap.parse_args()
    log = pd.read_csv(args.subscriptions, parse_dates=["subscribed_at"]).sort_values("subscribed_at")
    log = log.drop_duplicates(["user_id", "show_id"], keep="first")
    log["u"], log["s"] = pd.factorize(log["user_id"])[0], pd.factorize(log["show_id"])[0]
    shape = log["u"].max() + 1, log["s"].max() + 1

    end = log["subscribed_at"].max()
    test_from, val_from = end - pd.Timedelta(weeks=4), end - pd.Timedelta(weeks=8)
    at = log["subscribed_at"]
    fit, val, test = log[at < val_from], log[(at >= val_from) & (at < test_from)], log[at >= test_from]

    board = {}
    for neighbours in (20, 50, 200):
        for shrink in (1.0, 10.0, 50.0):
            model = Neighbours(*shape, neighbours, shrink).fit(fit)
            board[neighbours, shrink] = recall(model, val)
    setting = max(board, key=board.get)
    print("setting", setting, f"validation recall@{K} {board[setting]:.4f}")

    final = Neighbours(*shape, *setting).fit(pd.concat([fit, val]))
    print(f"test recall@{K} {recall(final, test):.4f}")


if __name__ == "__main__":
    main()
