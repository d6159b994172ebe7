"""Compressive strength of concrete mixes, one laboratory specimen per mix."""
import pandas as pd
from scipy.stats import loguniform
from sklearn.compose import ColumnTransformer
from sklearn.feature_selection import SelectKBest, f_regression
from sklearn.impute import SimpleImputer
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import KFold, RandomizedSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, PowerTransformer
from sklearn.svm import SVR

AMOUNTS = ["cement", "slag", "ash", "water", "plasticizer", "coarse", "fine", "cure_days"]


def build():
    numeric = Pipeline([("fill", SimpleImputer(strategy="median")), ("shape", PowerTransformer())])
    front = ColumnTransformer([
        ("num", numeric, AMOUNTS + ["water_cement", "binder"]),
        ("cat", OneHotEncoder(handle_unknown="ignore"), ["cement_type"]),
    ])
    return Pipeline([("front", front), ("pick", SelectKBest(f_regression, k=8)), ("svr", SVR())])


def derived(mixes):
    return mixes.assign(
        water_cement=mixes["water"] / mixes["cement"],
        binder=mixes[["cement", "slag", "ash"]].sum(axis=1),
    )


def main():
    mixes = pd.read_csv("mixes.csv").drop_duplicates()
    mixes = derived(mixes)
    X, y = mixes.drop(columns="mpa"), mixes["mpa"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=1)
    search = RandomizedSearchCV(
        build(),
        {"svr__C": loguniform(1, 1000), "svr__gamma": loguniform(1e-3, 1), "pick__k": [6, 8, "all"]},
        n_iter=40, cv=KFold(5, shuffle=True, random_state=1),
        scoring="neg_mean_absolute_error", random_state=1, n_jobs=-1,
    )
    search.fit(X_train, y_train)
    print(search.best_params_, "cv MAE", -search.best_score_)
    pred = search.predict(X_test)
    print("MAE", mean_absolute_error(y_test, pred), "R2", r2_score(y_test, pred))


if __name__ == "__main__":
    main()
