"""Transfer fee of football players from their last full season.

Each player enters once, with the first transfer on record, and seasons are kept apart.
"""
import logging

import numpy as np
import pandas as pd
import torch
from sklearn.compose import make_column_transformer
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from torch import nn

log = logging.getLogger("fees")
STATS = ["age", "minutes", "goals", "assists", "xg", "contract_months", "league_strength"]
ROLES = ["position", "foot"]
SEASONS = {"train": range(2012, 2020), "valid": range(2020, 2022), "test": range(2022, 2024)}


def players(path):
    table = pd.read_csv(path).sort_values("season").drop_duplicates("player_id", keep="first")
    table = table.dropna(subset=STATS + ROLES + ["fee_meur"])
    return {name: table[table["season"].isin(years)] for name, years in SEASONS.items()}


def tensors(prepare, part):
    x = np.asarray(prepare.transform(part[STATS + ROLES]), dtype="float32")
    y = np.log1p(part["fee_meur"]).to_numpy("float32")
    return torch.from_numpy(x), torch.from_numpy(y)


def fit(x, y, width, steps=1500):
    torch.manual_seed(width)
    net = nn.Sequential(nn.Linear(x.shape[1], width), nn.ReLU(), nn.Dropout(0.2), nn.Linear(width, 1))
    optimiser = torch.optim.Adam(net.parameters(), lr=3e-3, weight_decay=1e-4)
    for _ in range(steps):
        rows = torch.randint(len(x), (128,))
        loss = nn.functional.huber_loss(net(x[rows]).squeeze(1), y[rows])
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return net.eval()


@torch.no_grad()
def error(net, x, y):
    return (net(x).squeeze(1) - y).abs().mean().item()


def main():
    logging.basicConfig(level=logging.INFO)
    parts = players("data/transfers.csv")
    prepare = make_column_transformer(
        (StandardScaler(), STATS), (OneHotEncoder(handle_unknown="ignore", sparse_output=False), ROLES)
    ).fit(parts["train"][STATS + ROLES])
    data = {name: tensors(prepare, part) for name, part in parts.items()}

    nets = {width: fit(*data["train"], width) for width in (16, 64, 256)}
    for width, net in nets.items():
        log.info("width %d train %.3f valid %.3f", width, error(net, *data["train"]), error(net, *data["valid"]))
    best = min(nets, key=lambda width: error(nets[width], *data["valid"]))
    log.info("width %d train %.3f test %.3f", best, error(nets[best], *data["train"]), error(nets[best], *data["test"]))


if __name__ == "__main__":
    main()
