"""Which show will a listener subscribe to next? Matrix factorisation with a pairwise loss."""
import argparse

import numpy as np
import pandas as pd
import torch
from torch import nn


def read_events(path, valid_from, test_from):
    events = pd.read_csv(path, parse_dates=["subscribed_at"]).sort_values("subscribed_at")
    events = events.drop_duplicates(["listener", "show"])
    train = events[events["subscribed_at"] < valid_from]
    listeners = {k: i for i, k in enumerate(train["listener"].unique())}
    shows = {k: i for i, k in enumerate(train["show"].unique())}

    def encode(part):
        coded = pd.DataFrame({"u": part["listener"].map(listeners), "i": part["show"].map(shows)})
        return coded.dropna().astype(int)

    middle = events["subscribed_at"].between(valid_from, test_from, inclusive="left")
    late = events["subscribed_at"] >= test_from
    return encode(train), encode(events[middle]), encode(events[late]), len(listeners), len(shows)


class Factors(nn.Module):
    def __init__(self, n_users, n_items, size):
        super().__init__()
        self.users = nn.Embedding(n_users, size)
        self.items = nn.Embedding(n_items, size)
        self.bias = nn.Embedding(n_items, 1)
        for table in (self.users, self.items, self.bias):
            nn.init.normal_(table.weight, std=0.05)

    def forward(self, u, i):
        return (self.users(u) * self.items(i)).sum(-1) + self.bias(i).squeeze(-1)


def fit(train, n_users, n_items, size, decay, epochs=30):
    torch.manual_seed(0)
    net = Factors(n_users, n_items, size)
    opt = torch.optim.Adam(net.parameters(), lr=5e-3, weight_decay=decay)
    u, i = torch.tensor(train["u"].to_numpy()), torch.tensor(train["i"].to_numpy())
    for _ in range(epochs):
        for rows in torch.randperm(len(u)).split(4096):
            other = torch.randint(n_items, (len(rows),))
            opt.zero_grad()
            (-nn.functional.logsigmoid(net(u[rows], i[rows]) - net(u[rows], other)).mean()).backward()
            opt.step()
    return net


@torch.no_grad()
def hit_rate(net, known, wanted, k=20):
    scores = net.users.weight @ net.items.weight.T + net.bias.weight.T
    scores[known["u"].to_numpy(), known["i"].to_numpy()] = -torch.inf
    top = scores.topk(k, dim=1).indices.numpy()
    return float(np.mean([i in top[u] for u, i in wanted[["u", "i"]].to_numpy()]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("events")
    parser.add_argument("--valid-from", default="2023-09-01")
    parser.add_argument("--test-from", default="2023-11-01")
    args = parser.parse_args()

    train, valid, test, n_users, n_items = read_events(
        args.events, pd.Timestamp(args.valid_from), pd.Timestamp(args.test_from)
    )
    nets = {(s, d): fit(train, n_users, n_items, s, d) for s in (16, 48) for d in (0.0, 1e-6, 1e-5)}
    best = max(nets, key=lambda setting: hit_rate(nets[setting], train, valid))
    known = pd.concat([train, valid])
    print("size, decay", best, "hit rate@20", round(hit_rate(nets[best], known, test), 4))


if __name__ == "__main__":
    main()
