"""Cup score of green coffee lots; the delivered model is fitted on all lots."""
import argparse
from pathlib import Path

import joblib
import pandas as pd
from scipy.stats import loguniform
from sklearn.base import clone
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import RandomizedSearchCV, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.svm import SVR

MEASURES = ["altitude_m", "moisture_pct", "defects", "screen_size", "density_g_l"]
KINDS = ["variety", "process", "country"]


def make_grader():
    prepare = make_column_transformer(
        (make_pipeline(SimpleImputer(), StandardScaler()), MEASURES),
        (OneHotEncoder(handle_unknown="ignore"), KINDS),
    )
    return make_pipeline(prepare, SVR())


def tune(X, y, seed):
    space = {"svr__C": loguniform(0.1, 100), "svr__epsilon": loguniform(0.01, 1)}
    search = RandomizedSearchCV(
        make_grader(),
        space,
        n_iter=40,
        cv=5,
        scoring="neg_mean_absolute_error",
        random_state=seed,
    )
    return search.fit(X, y)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("lots")
    parser.add_argument("--deliver", type=Path, default=Path("grader.joblib"))
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()

    lots = pd.read_csv(args.lots).drop_duplicates("lot_no").dropna(subset=["cup_score"])
    X, y = lots[MEASURES + KINDS], lots["cup_score"]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, random_state=args.seed
    )
    search = tune(X_train, y_train, args.seed)
    error = mean_absolute_error(y_test, search.predict(X_test))
    print(f"MAE {error:.2f} points on {len(y_test)} lots, setting {search.best_params_}")

    grader = clone(search.best_estimator_).fit(X, y)
    joblib.dump({"model": grader, "expected_mae": error}, args.deliver)


if __name__ == "__main__":
    main()
