"""Churn of prepaid customers: choose a model, then quote it once."""
from pathlib import Path

import joblib
import pandas as pd
from scipy.stats import loguniform, randint
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import RandomizedSearchCV, StratifiedKFold, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, RobustScaler

NUMERIC = ["topups_90d", "topup_eur_90d", "calls_90d", "data_mb_90d", "complaints_365d"]
CODES = ["tariff", "handset_os", "sales_channel"]


def columns():
    numeric = Pipeline([("fill", SimpleImputer(strategy="median")), ("scale", RobustScaler())])
    codes = OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=30)
    return ColumnTransformer([("numeric", numeric, NUMERIC), ("codes", codes, CODES)])


CONTESTANTS = {
    "logit": (LogisticRegression(max_iter=3000), {"model__C": loguniform(1e-3, 1e1)}),
    "forest": (
        RandomForestClassifier(n_estimators=400, n_jobs=-1, random_state=1),
        {"model__min_samples_leaf": randint(2, 40), "model__max_features": [0.3, 0.5, "sqrt"]},
    ),
}


def compete(X, y):
    folds = StratifiedKFold(5, shuffle=True, random_state=1)
    finished = []
    for name, (estimator, space) in CONTESTANTS.items():
        search = RandomizedSearchCV(
            Pipeline([("columns", columns()), ("model", estimator)]),
            space,
            n_iter=15,
            cv=folds,
            scoring="average_precision",
            random_state=1,
        )
        search.fit(X, y)
        print(f"{name:8s} {search.best_score_:.3f}")
        finished.append(search)
    return max(finished, key=lambda s: s.best_score_).best_estimator_


def main():
    customers = pd.read_csv("data/customers_june.csv").drop_duplicates("msisdn_hash")
    X, y = customers[NUMERIC + CODES], customers["left_in_july"]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=1
    )
    winner = compete(X_train, y_train)
    p = winner.predict_proba(X_test)[:, 1]
    print(f"AP {average_precision_score(y_test, p):.3f}  AUC {roc_auc_score(y_test, p):.3f}")
    Path("models").mkdir(exist_ok=True)
    joblib.dump(winner, "models/churn.joblib")


if __name__ == "__main__":
    main()
