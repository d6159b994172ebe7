"""Home win probability for fixtures of the second division, before kick-off."""
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, log_loss
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

DROP = ["season", "home_team", "away_team", "kickoff", "home_goals", "away_goals", "home_win"]


def read(path):
    matches = pd.read_csv(path, parse_dates=["kickoff"])
    return matches.sort_values("kickoff").reset_index(drop=True)


def ratings(matches, k=20.0, home=60.0):
    elo, before = {}, []
    for m in matches.itertuples():
        h, a = elo.get(m.home_team, 1500.0), elo.get(m.away_team, 1500.0)
        before.append((h, a))
        expected = 1 / (1 + 10 ** ((a - h - home) / 400))
        result = 1.0 if m.home_goals > m.away_goals else 0.5 if m.home_goals == m.away_goals else 0.0
        elo[m.home_team] = h + k * (result - expected)
        elo[m.away_team] = a - k * (result - expected)
    return pd.DataFrame(before, columns=["elo_home", "elo_away"])


def derive(matches):
    out = pd.concat([matches, ratings(matches)], axis=1)
    out["elo_gap"] = out["elo_home"] - out["elo_away"]
    out["goal_margin"] = out["home_goals"] - out["away_goals"]
    out["home_win"] = (out["home_goals"] > out["away_goals"]).astype(int)
    return out


def main():
    table = derive(read("data/second_division.csv"))
    fit, new = table[table["season"] < 2023], table[table["season"] == 2023]
    X_fit, X_new = fit.drop(columns=DROP), new.drop(columns=DROP)
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000))
    model.fit(X_fit, fit["home_win"])
    proba = model.predict_proba(X_new)[:, 1]
    print("accuracy", accuracy_score(new["home_win"], proba > 0.5))
    print("log loss", log_loss(new["home_win"], proba))


if __name__ == "__main__":
    main()
