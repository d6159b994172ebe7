"""Gross salary from a one-off survey; every respondent answers once."""
import argparse

import numpy as np
import pandas as pd
from feature_engine.imputation import CategoricalImputer, MeanMedianImputer
from feature_engine.outliers import Winsorizer
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.metrics import mean_absolute_error, median_absolute_error
from sklearn.model_selection import RandomizedSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import TargetEncoder

NUMBERS = ["years_experience", "team_size", "hours_week"]
NAMES = ["job_title", "employer", "city", "degree"]


def answers(path):
    survey = pd.read_csv(path)
    survey = survey.drop_duplicates("respondent")
    survey = survey[survey["salary"].between(5_000, 500_000)]
    return survey[NUMBERS + NAMES], np.log(survey["salary"])


def search(seed):
    pipe = Pipeline([
        ("numbers", MeanMedianImputer(imputation_method="median", variables=NUMBERS)),
        ("names", CategoricalImputer(variables=NAMES)),
        ("tails", Winsorizer(capping_method="quantiles", tail="both", fold=0.01, variables=NUMBERS)),
        ("levels", ColumnTransformer(
            [("mean", TargetEncoder(random_state=seed), NAMES)], remainder="passthrough"
        )),
        ("boost", HistGradientBoostingRegressor(random_state=seed)),
    ])
    space = {
        "levels__mean__smooth": ["auto", 10, 50, 200],
        "boost__max_leaf_nodes": [15, 31, 63],
        "boost__learning_rate": [0.03, 0.06, 0.1],
    }
    return RandomizedSearchCV(
        pipe, space, n_iter=25, cv=5, scoring="neg_mean_absolute_error",
        random_state=seed, n_jobs=-1,
    )


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("survey")
    parser.add_argument("--seed", type=int, default=8)
    args = parser.parse_args()

    X, y = answers(args.survey)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=args.seed)
    tuned = search(args.seed).fit(X_train, y_train)
    print("chosen", tuned.best_params_, "cv", round(-tuned.best_score_, 4))

    predicted = np.exp(tuned.predict(X_test))
    actual = np.exp(y_test)
    print("mean error", round(mean_absolute_error(actual, predicted)))
    print("median error", round(median_absolute_error(actual, predicted)))


if __name__ == "__main__":
    main()
