import pandas as pd
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

GRID = {
    "svr__C": [1, 10, 100, 300],
    "svr__gamma": [0.01, 0.03, 0.1, 0.3],
    "svr__epsilon": [0.1, 0.5, 1.0],
}


def build() -> Pipeline:
    return Pipeline([("scale", StandardScaler()), ("svr", SVR())])


def tune(X: pd.DataFrame, y: pd.Series) -> dict:
    search = GridSearchCV(build(), GRID, cv=5, scoring="neg_mean_absolute_error", n_jobs=-1)
    search.fit(X, y)
    print("best grid point", search.best_params_)
    return search.best_params_


def main() -> None:
    mixes = pd.read_excel("mixes.xlsx").drop_duplicates()
    y = mixes.pop("strength_mpa")
    params = tune(mixes, y)

    X_train, X_test, y_train, y_test = train_test_split(mixes, y, test_size=0.25, random_state=40)
    model = build().set_params(**params)
    model.fit(X_train, y_train)
    predicted = model.predict(X_test)
    print(f"MAE {mean_absolute_error(y_test, predicted):.2f} MPa")
    print(f"R2  {r2_score(y_test, predicted):.3f}")


if __name__ == "__main__":
    main()
