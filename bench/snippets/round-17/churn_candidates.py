import json

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

CANDIDATES = {
    "logit": make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
    "forest": RandomForestClassifier(n_estimators=300, min_samples_leaf=5, random_state=0),
    "boost_slow": HistGradientBoostingClassifier(learning_rate=0.03, max_iter=600, random_state=0),
    "boost_fast": HistGradientBoostingClassifier(learning_rate=0.2, max_iter=100, random_state=0),
}


class Leaderboard:
    def __init__(self):
        self.entries: dict[str, float] = {}

    def add(self, name: str, score: float) -> None:
        self.entries[name] = score

    def winner(self) -> str:
        return max(self.entries, key=self.entries.get)


def main() -> None:
    subscribers = pd.read_csv("subscribers.csv")
    y = subscribers.pop("churned")
    X = subscribers.drop(columns=["subscriber_id"])
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=0)

    board = Leaderboard()
    for name, model in CANDIDATES.items():
        model.fit(X_train, y_train)
        board.add(name, roc_auc_score(y_test, model.predict_proba(X_test)[:, 1]))

    best = board.winner()
    with open("report.json", "w") as out:
        json.dump({"model": best, "auc": board.entries[best]}, out, indent=2)


if __name__ == "__main__":
    main()
