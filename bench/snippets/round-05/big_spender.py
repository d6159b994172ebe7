from typing import NamedTuple

import pandas as pd
from sklearn.linear_model import LogisticRegressionCV
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


class Parts(NamedTuple):
    X_train: pd.DataFrame
    X_test: pd.DataFrame
    y_train: pd.Series
    y_test: pd.Series


def make_parts(path: str) -> Parts:
    people = pd.read_csv(path)
    cut = people["next_year_spend"].quantile(0.8)
    people["top"] = (people["next_year_spend"] > cut).astype(int)
    X = people[["age", "household_size", "distance_km", "newsletter", "visits_last_year"]]
    return Parts(*train_test_split(X, people["top"], test_size=0.3, random_state=20))


parts = make_parts("data/club_members.csv")
model = make_pipeline(StandardScaler(), LogisticRegressionCV(Cs=8, cv=5, max_iter=1000))
model.fit(parts.X_train, parts.y_train)
print("AUC", roc_auc_score(parts.y_test, model.predict_proba(parts.X_test)[:, 1]))
