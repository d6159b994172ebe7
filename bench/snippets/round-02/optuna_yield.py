import optuna
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import r2_score
from sklearn.model_selection import KFold, cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline

CV = KFold(5, shuffle=True, random_state=0)


def regressor(**kw):
    return make_pipeline(SimpleImputer(strategy="median"), GradientBoostingRegressor(random_state=0, **kw))


def objective_for(X, y):
    def objective(trial):
        kw = dict(
            n_estimators=trial.suggest_int("n_estimators", 50, 600),
            max_depth=trial.suggest_int("max_depth", 2, 6),
            learning_rate=trial.suggest_float("learning_rate", 0.01, 0.3, log=True),
            subsample=trial.suggest_float("subsample", 0.5, 1.0),
        )
        return cross_val_score(regressor(**kw), X, y, cv=CV, scoring="r2").mean()

    return objective


def main():
    batches = pd.read_csv("reactor_batches.csv")
    y = batches.pop("yield_pct")
    X_train, X_test, y_train, y_test = train_test_split(batches, y, test_size=0.2, random_state=0)

    study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=0))
    study.optimize(objective_for(X_train, y_train), n_trials=80)

    final = regressor(**study.best_params).fit(X_train, y_train)
    print("cv R2", study.best_value, "test R2", r2_score(y_test, final.predict(X_test)))


if __name__ == "__main__":
    main()
