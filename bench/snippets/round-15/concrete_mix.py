"""Compressive strength of concrete after 28 days, one row per mix design."""
import joblib
import pandas as pd
from sklearn.base import clone
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, KFold, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

INGREDIENTS = ["cement", "slag", "fly_ash", "water", "plasticiser", "coarse", "fine"]


def load(path):
    mixes = pd.read_csv(path).drop_duplicates(subset=INGREDIENTS)
    X = mixes[INGREDIENTS].copy()
    X["water_binder"] = X["water"] / (X["cement"] + X["slag"] + X["fly_ash"])
    return X, mixes["strength_mpa"]


def search(X, y):
    pipe = Pipeline([
        ("scale", StandardScaler()),
        ("poly", PolynomialFeatures(include_bias=False)),
        ("ridge", Ridge()),
    ])
    grid = {"poly__degree": [1, 2, 3], "ridge__alpha": [0.1, 1.0, 10.0, 100.0]}
    folds = KFold(n_splits=5, shuffle=True, random_state=0)
    return GridSearchCV(pipe, grid, cv=folds, scoring="neg_mean_absolute_error").fit(X, y)


def main():
    X, y = load("mixes.csv")
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
    found = search(X_train, y_train)
    print("cross-validated MAE", round(-found.best_score_, 2))
    mae = mean_absolute_error(y_test, found.predict(X_test))
    print(f"test MAE {mae:.2f} MPa with {found.best_params_}")

    delivered = clone(found.best_estimator_).fit(X, y)
    joblib.dump({"model": delivered, "test_mae": mae}, "strength.joblib")


if __name__ == "__main__":
    main()
