"""Two-level model for bike rental price elasticity survey."""
import numpy as np
import pandas as pd
from catboost import CatBoostRegressor
from sklearn.ensemble import ExtraTreesRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor


def bases():
    return [
        CatBoostRegressor(iterations=600, depth=6, verbose=0, random_seed=1),
        ExtraTreesRegressor(n_estimators=400, random_state=1),
        KNeighborsRegressor(n_neighbors=3),
    ]


def main():
    survey = pd.read_csv("elasticity_survey.csv")
    y = survey.pop("willing_to_pay").to_numpy()
    X = survey.select_dtypes("number").to_numpy()
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=1)

    level_one_train, level_one_test = [], []
    for base in bases():
        base.fit(X_train, y_train)
        level_one_train.append(base.predict(X_train))
        level_one_test.append(base.predict(X_test))

    blender = RidgeCV(alphas=np.logspace(-3, 3, 13))
    blender.fit(np.column_stack(level_one_train), y_train)
    predicted = blender.predict(np.column_stack(level_one_test))
    print("MAE of the stack:", mean_absolute_error(y_test, predicted))


if __name__ == "__main__":
    main()
