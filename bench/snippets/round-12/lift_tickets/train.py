"""Will a first-time guest buy the season pass? One row per guest."""
import argparse

import joblib
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from columns import CODES, NUMBERS, tidy


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("guests")
    parser.add_argument("--out", default="model.joblib")
    args = parser.parse_args()

    guests = pd.read_parquet(args.guests).drop_duplicates("guest")
    X, y = tidy(guests), guests["bought_pass"].astype(int)
    X_dev, X_last, y_dev, y_last = train_test_split(X, y, test_size=0.2, stratify=y, random_state=38)

    columns = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), NUMBERS),
        (OneHotEncoder(handle_unknown="infrequent_if_exist", min_frequency=20), CODES),
    )
    search = GridSearchCV(
        Pipeline([("columns", columns), ("model", LogisticRegression(max_iter=2000))]),
        {"model__C": [0.03, 0.1, 0.3, 1, 3]},
        scoring="roc_auc",
        cv=5,
    )
    search.fit(X_dev, y_dev)
    print("AUC", roc_auc_score(y_last, search.predict_proba(X_last)[:, 1]))
    joblib.dump(search.best_estimator_, args.out)


if __name__ == "__main__":
    main()
