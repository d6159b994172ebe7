import numpy as np
import optuna
import xgboost as xgb
from sklearn.kernel_ridge import KernelRidge
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

optuna.logging.set_verbosity(optuna.logging.WARNING)

d = np.load("km_embeddings.npz")
rest, final, y_rest, y_final = train_test_split(d["emb"], d["log_km"], test_size=0.15, random_state=9)
fit, tune, y_fit, y_tune = train_test_split(rest, y_rest, test_size=0.2, random_state=9)


def rmse(a, b):
    return float(np.sqrt(np.mean((a - b) ** 2)))


def build(t):
    tree = xgb.XGBRegressor(
        n_estimators=t["trees"], max_depth=t["depth"], learning_rate=t["eta"], subsample=0.8
    )
    krr = make_pipeline(StandardScaler(), KernelRidge(kernel="rbf", alpha=t["alpha"], gamma=t["gamma"]))
    return tree, krr


def blend(models, w, X):
    return w * models[0].predict(X) + (1 - w) * models[1].predict(X)


def objective(trial):
    t = dict(
        trees=trial.suggest_int("trees", 100, 800, step=100),
        depth=trial.suggest_int("depth", 2, 8),
        eta=trial.suggest_float("eta", 0.01, 0.3, log=True),
        alpha=trial.suggest_float("alpha", 1e-3, 10, log=True),
        gamma=trial.suggest_float("gamma", 1e-5, 1e-2, log=True),
    )
    models = [m.fit(fit, y_fit) for m in build(t)]
    return rmse(y_tune, blend(models, trial.suggest_float("w", 0, 1), tune))


study = optuna.create_study(direction="minimize", sampler=optuna.samplers.TPESampler(seed=9))
study.optimize(objective, n_trials=80)

best = dict(study.best_params)
w = best.pop("w")
models = [m.fit(rest, y_rest) for m in build(best)]
print("tune RMSE", round(study.best_value, 3), "final RMSE", round(rmse(y_final, blend(models, w, final)), 3))
