"""Pre-match home win probabilities for a football league."""
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import brier_score_loss, log_loss

KEYS = ["match_id", "season", "kickoff", "home", "away"]


def read_matches(path):
    matches = pd.read_csv(path, parse_dates=["kickoff"]).sort_values("kickoff")
    matches["home_win"] = (matches["home_goals"] > matches["away_goals"]).astype(int)
    return matches


def add_form(matches):
    points = matches["home_win"] * 3 + (matches["home_goals"] == matches["away_goals"])
    matches["home_form"] = points.groupby(matches["home"]).transform(
        lambda p: p.shift(1).rolling(5, min_periods=1).mean()
    )
    matches["rest_days"] = matches.groupby("home")["kickoff"].diff().dt.days
    return matches


def add_strength(matches):
    matches["ht_diff"] = matches["home_ht_goals"] - matches["away_ht_goals"]
    matches["shot_diff"] = matches["home_shots_on_target"] - matches["away_shots_on_target"]
    matches["elo_diff"] = matches["home_elo_before"] - matches["away_elo_before"]
    return matches


FEATURES = ["home_form", "rest_days", "ht_diff", "shot_diff", "elo_diff"]


def main():
    matches = add_strength(add_form(read_matches("data/league.csv")))
    print(matches[KEYS].tail())
    earlier = matches[matches["season"] < 2021]
    final = matches[matches["season"] == 2021]
    model = HistGradientBoostingClassifier(max_depth=4, learning_rate=0.05, early_stopping=False)
    model.fit(earlier[FEATURES], earlier["home_win"])
    p = model.predict_proba(final[FEATURES])[:, 1]
    print("Brier  ", brier_score_loss(final["home_win"], p))
    print("logloss", log_loss(final["home_win"], p))


if __name__ == "__main__":
    main()
