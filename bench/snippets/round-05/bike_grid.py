import numpy as np
import pandas as pd
from sklearn.kernel_ridge import KernelRidge
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

GRID = {
    "krr__alpha": np.logspace(-3, 1, 9),
    "krr__gamma": np.logspace(-3, 0, 7),
}


def make_pipe(**params):
    pipe = Pipeline([("std", StandardScaler()), ("krr", KernelRidge(kernel="rbf"))])
    return pipe.set_params(**params)


def main():
    frames = pd.read_csv("data/frames.csv")
    X = frames[["reach", "stack", "weight", "tube_d", "wall_t", "chainstay"]].to_numpy()
    y = frames["stiffness"].to_numpy()

    search = GridSearchCV(make_pipe(), GRID, scoring="neg_mean_absolute_error", cv=5, n_jobs=-1)
    search.fit(X, y)
    print(search.best_params_)

    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=0)
    tuned = make_pipe(**search.best_params_).fit(X_train, y_train)
    print("test MAE", mean_absolute_error(y_test, tuned.predict(X_test)))


if __name__ == "__main__":
    main()
