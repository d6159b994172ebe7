import argparse

import numpy as np
import optuna
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import KFold, cross_val_score, train_test_split


def objective_for(X, y):
    folds = KFold(5, shuffle=True, random_state=0)

    def objective(trial: optuna.Trial) -> float:
        params = dict(
            n_estimators=trial.suggest_int("n_estimators", 100, 1500, step=100),
            learning_rate=trial.suggest_float("learning_rate", 5e-3, 0.3, log=True),
            num_leaves=trial.suggest_int("num_leaves", 7, 63),
            min_child_samples=trial.suggest_int("min_child_samples", 3, 40),
            reg_lambda=trial.suggest_float("reg_lambda", 1e-4, 10, log=True),
        )
        mape = -cross_val_score(
            LGBMRegressor(verbose=-1, **params), X, y, cv=folds, scoring="neg_mean_absolute_percentage_error"
        )
        trial.set_user_attr("sd", float(mape.std()))
        return float(mape.mean())

    return objective


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("cells")                    # one row per cell
    ap.add_argument("--trials", type=int, default=150)
    a = ap.parse_args()

    cells = pd.read_csv(a.cells)
    life = np.log10(cells.pop("cycle_life"))
    dev, fin, l_dev, l_fin = train_test_split(cells, life, test_size=0.2, random_state=0)

    study = optuna.create_study(direction="minimize", sampler=optuna.samplers.TPESampler(seed=0))
    study.optimize(objective_for(dev, l_dev), n_trials=a.trials)
    model = LGBMRegressor(verbose=-1, **study.best_params).fit(dev, l_dev)
    err = mean_absolute_percentage_error(10 ** l_fin, 10 ** model.predict(fin))
    print("cv", study.best_value, "final MAPE", err)


if __name__ == "__main__":
    main()
