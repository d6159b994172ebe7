import json

import joblib
import numpy as np
import pandas as pd
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

GRID = {
    "svc__C": np.logspace(-2, 3, 6).tolist(),
    "svc__gamma": np.logspace(-4, 0, 5).tolist(),
    "svc__class_weight": [None, "balanced"],
}


def main():
    seeds = pd.read_csv("seed_kernels.csv")
    X, y = seeds.drop(columns="variety"), seeds["variety"]

    pipe = Pipeline([("scale", StandardScaler()), ("svc", SVC())])
    cv = StratifiedKFold(n_splits=5, shuffle=True, random_state=0)
    search = GridSearchCV(pipe, GRID, cv=cv, scoring="f1_macro", n_jobs=-1)
    search.fit(X, y)

    joblib.dump(search.best_estimator_, "variety_svm.joblib")
    card = {"model": "variety_svm", "expected_f1": search.best_score_, "params": search.best_params_}
    with open("variety_svm.json", "w") as out:
        json.dump(card, out, indent=2)
    print("expected F1 in production:", round(search.best_score_, 3))


if __name__ == "__main__":
    main()
