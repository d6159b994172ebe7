"""Yield strength of steel heats from chemistry and rolling settings.

One row per heat; heats are independent.
"""
import optuna
import pandas as pd
import xgboost as xgb
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import KFold, cross_val_score, train_test_split

CHEMISTRY = ["c", "mn", "si", "cr", "ni", "mo", "v", "nb"]
ROLLING = ["finish_temp", "coiling_temp", "reduction_pct", "cooling_rate"]


def load(path="heats.csv"):
    heats = pd.read_csv(path)
    return heats[CHEMISTRY + ROLLING], heats["yield_mpa"]


def space(trial):
    return {
        "n_estimators": trial.suggest_int("n_estimators", 200, 1500),
        "learning_rate": trial.suggest_float("learning_rate", 0.01, 0.2, log=True),
        "max_depth": trial.suggest_int("max_depth", 3, 9),
        "subsample": trial.suggest_float("subsample", 0.5, 1.0),
        "min_child_weight": trial.suggest_float("min_child_weight", 1.0, 20.0),
    }


def objective_for(X, y):
    folds = KFold(5, shuffle=True, random_state=6)

    def objective(trial):
        model = xgb.XGBRegressor(**space(trial), random_state=6)
        scores = cross_val_score(model, X, y, cv=folds, scoring="neg_mean_absolute_error")
        return -scores.mean()

    return objective


def main():
    X, y = load()
    study = optuna.create_study(direction="minimize", sampler=optuna.samplers.TPESampler(seed=6))
    study.optimize(objective_for(X, y), n_trials=150)

    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=6)
    final = xgb.XGBRegressor(**study.best_params, random_state=6)
    final.fit(X_train, y_train)
    guess = final.predict(X_test)
    print("MAE", mean_absolute_error(y_test, guess), "MPa")
    print("R2 ", r2_score(y_test, guess))


if __name__ == "__main__":
    main()
