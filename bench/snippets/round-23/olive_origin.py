"""Region of origin of olive oils from their fatty-acid profile."""
import json

import joblib
import pandas as pd
from scipy.stats import loguniform, randint
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.model_selection import RandomizedSearchCV, StratifiedKFold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

ACIDS = [
    "palmitic", "palmitoleic", "stearic", "oleic",
    "linoleic", "linolenic", "arachidic", "eicosenoic",
]


def read_oils(path):
    oils = pd.read_csv(path).dropna(subset=["region"])
    return oils[ACIDS], oils["region"]


def tune(X, y):
    pipe = Pipeline([
        ("fill", SimpleImputer(strategy="median")),
        ("scale", StandardScaler()),
        ("trees", GradientBoostingClassifier(random_state=3)),
    ])
    space = {
        "trees__n_estimators": randint(50, 600),
        "trees__learning_rate": loguniform(1e-3, 0.5),
        "trees__max_depth": randint(1, 7),
        "trees__subsample": [0.4, 0.6, 0.8, 1.0],
        "trees__min_samples_leaf": randint(1, 20),
    }
    search = RandomizedSearchCV(
        pipe, space, n_iter=300, scoring="accuracy",
        cv=StratifiedKFold(5, shuffle=True, random_state=3),
        random_state=3, n_jobs=-1,
    )
    return search.fit(X, y)


def write_card(search, where):
    card = {
        "model": "gradient boosting on eight fatty acids",
        "parameters": {k: float(v) for k, v in search.best_params_.items()},
        "expected_accuracy": round(float(search.best_score_), 4),
    }
    with open(where, "w") as handle:
        json.dump(card, handle, indent=2)


def main():
    X, y = read_oils("data/olive_oils.csv")
    search = tune(X, y)
    joblib.dump(search.best_estimator_, "models/origin.joblib")
    write_card(search, "models/origin_card.json")


if __name__ == "__main__":
    main()
