"""Win probability of tennis matches from ratings known before the first serve."""
from collections import defaultdict, deque

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

COLUMNS = ["elo_diff", "surface_elo_diff", "form_diff", "rest_diff"]


class Ledger:
    def __init__(self, k):
        self.k = k
        self.elo = defaultdict(lambda: 1500.0)
        self.form = defaultdict(lambda: deque(maxlen=10))
        self.last = {}

    def _rest(self, player, day):
        return min((day - self.last[player]).days, 60) if player in self.last else 60

    def before(self, m):
        mean = lambda q: sum(q) / len(q) if q else 0.5
        return {
            "elo_diff": self.elo[m.player_a] - self.elo[m.player_b],
            "surface_elo_diff": self.elo[m.player_a, m.surface] - self.elo[m.player_b, m.surface],
            "form_diff": mean(self.form[m.player_a]) - mean(self.form[m.player_b]),
            "rest_diff": self._rest(m.player_a, m.day) - self._rest(m.player_b, m.day),
        }

    def book(self, m):
        for a, b in ((m.player_a, m.player_b), ((m.player_a, m.surface), (m.player_b, m.surface))):
            expected = 1 / (1 + 10 ** ((self.elo[b] - self.elo[a]) / 400))
            change = self.k * (m.a_won - expected)
            self.elo[a] += change
            self.elo[b] -= change
        self.form[m.player_a].append(m.a_won)
        self.form[m.player_b].append(1 - m.a_won)
        self.last[m.player_a] = self.last[m.player_b] = m.day


def rated(matches, k):
    ledger, rows = Ledger(k), []
    for m in matches.itertuples(index=False):
        rows.append(ledger.before(m))
        ledger.book(m)
    return pd.concat([matches, pd.DataFrame(rows, index=matches.index)], axis=1)


def fit(table, seasons):
    part = table[table["day"].dt.year.isin(seasons)]
    return make_pipeline(StandardScaler(), LogisticRegression()).fit(part[COLUMNS], part["a_won"])


def season(table, year):
    part = table[table["day"].dt.year == year]
    return part[COLUMNS], part["a_won"]


def main():
    matches = pd.read_csv("data/matches.csv", parse_dates=["day"])
    matches = matches.sort_values(["day", "start_order"]).reset_index(drop=True)
    losses = {}
    for k in (16, 24, 32, 48):
        table = rated(matches, k)
        X, y = season(table, 2019)
        losses[k] = log_loss(y, fit(table, range(2012, 2019)).predict_proba(X)[:, 1])
    k = min(losses, key=losses.get)
    table = rated(matches, k)
    X, y = season(table, 2021)
    proba = fit(table, range(2012, 2020)).predict_proba(X)[:, 1]
    print(f"k {k}, log loss {log_loss(y, proba):.4f}, accuracy {accuracy_score(y, np.round(proba)):.3f}")


if __name__ == "__main__":
    main()
