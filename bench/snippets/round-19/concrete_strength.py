import pandas as pd
from sklearn.compose import TransformedTargetRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

GRID = {
    "svr__C": [0.3, 1, 3, 10, 30, 100],
    "svr__gamma": [0.01, 0.03, 0.1, 0.3],
    "svr__epsilon": [0.02, 0.05, 0.1],
}


def tune(X, y):
    pipe = Pipeline([("scale", StandardScaler()), ("svr", SVR())])
    search = GridSearchCV(pipe, GRID, cv=5, scoring="r2", n_jobs=-1)
    search.fit(X, y)
    return search


def main():
    mixes = pd.read_excel("mixes.xlsx")
    y = mixes.pop("strength_mpa")
    X = mixes[["cement", "slag", "fly_ash", "water", "age_days"]]
    search = tune(X, y)

    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=13)
    pipe = Pipeline([("scale", StandardScaler()), ("svr", SVR())])
    pipe.set_params(**search.best_params_)
    final = TransformedTargetRegressor(pipe)
    final.fit(X_train, y_train)
    print(search.best_params_, "R2:", r2_score(y_test, final.predict(X_test)))


if __name__ == "__main__":
    main()
