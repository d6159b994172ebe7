import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from xgboost import XGBClassifier

FEATURES = ["elo_diff", "rest_days_diff", "home_form", "away_form", "odds_spread"]

CANDIDATES = {
    "logit": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
    "forest": RandomForestClassifier(n_estimators=500, min_samples_leaf=10, random_state=2),
    "gbm": GradientBoostingClassifier(random_state=2),
    "xgb": XGBClassifier(n_estimators=300, max_depth=4, learning_rate=0.05),
}


def seasons(matches):
    past = matches[matches["season"] <= 2021]
    recent = matches[matches["season"] > 2021]
    return past, recent


def compare(past, recent):
    table = {}
    for name, model in CANDIDATES.items():
        model.fit(past[FEATURES], past["home_win"])
        table[name] = log_loss(recent["home_win"], model.predict_proba(recent[FEATURES])[:, 1])
    return pd.Series(table).sort_values()


def main():
    matches = pd.read_csv("matches.csv").sort_values("kickoff")
    past, recent = seasons(matches)
    ranking = compare(past, recent)
    winner = ranking.index[0]
    print(f"final model: {winner}, expected log loss next season: {ranking.iloc[0]:.4f}")


if __name__ == "__main__":
    main()
