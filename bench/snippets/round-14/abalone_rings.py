"""Age of abalone from shell measurements."""
import lightgbm as lgb
import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

COLUMNS = ["sex", "length", "diameter", "height", "whole", "shucked", "viscera", "shell", "rings"]
PARAMS = {
    "objective": "l1",
    "learning_rate": 0.03,
    "num_leaves": 24,
    "min_data_in_leaf": 30,
    "feature_fraction": 0.8,
    "seed": 5,
    "verbose": -1,
}


def read(path):
    shells = pd.read_csv(path, names=COLUMNS)
    shells["sex"] = pd.Categorical(shells["sex"], categories=["F", "I", "M"])
    shells["meat_share"] = shells["shucked"] / shells["whole"]
    shells["roundness"] = shells["diameter"] / shells["length"]
    return shells.drop(columns="rings"), shells["rings"]


def boost(x, y, seed=5):
    x_fit, x_stop, y_fit, y_stop = train_test_split(x, y, test_size=0.15, random_state=seed)
    fit_set = lgb.Dataset(x_fit, y_fit)
    stop_set = lgb.Dataset(x_stop, y_stop, reference=fit_set)
    return lgb.train(
        PARAMS,
        fit_set,
        num_boost_round=3000,
        valid_sets=[fit_set, stop_set],
        valid_names=["fit", "stop"],
        callbacks=[lgb.early_stopping(100, first_metric_only=True), lgb.log_evaluation(200)],
    )


def main():
    x, y = read("abalone.data")
    x_train, x_test, y_train, y_test = train_test_split(x, y, test_size=0.2, random_state=55)
    model = boost(x_train, y_train)
    for name, a, b in (("train", x_train, y_train), ("test", x_test, y_test)):
        guess = model.predict(a, num_iteration=model.best_iteration)
        print(f"{name:5s} MAE {mean_absolute_error(b, guess):.3f} within one ring "
              f"{np.mean(np.abs(b - guess) <= 1):.3f}")


if __name__ == "__main__":
    main()
