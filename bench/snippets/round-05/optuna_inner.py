import lightgbm as lgb
import mlflow
import optuna
import pandas as pd
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split


class Tuner:
    def __init__(self, X, y, seed):
        self.seed = seed
        self.X_fit, self.X_val, self.y_fit, self.y_val = train_test_split(
            X, y, test_size=0.25, stratify=y, random_state=seed
        )

    def __call__(self, trial):
        params = {
            "num_leaves": trial.suggest_int("num_leaves", 8, 128, log=True),
            "min_child_samples": trial.suggest_int("min_child_samples", 5, 100),
            "learning_rate": trial.suggest_float("learning_rate", 0.01, 0.2, log=True),
            "feature_fraction": trial.suggest_float("feature_fraction", 0.4, 1.0),
        }
        model = lgb.LGBMClassifier(n_estimators=2000, random_state=self.seed, verbose=-1, **params)
        model.fit(
            self.X_fit,
            self.y_fit,
            eval_set=[(self.X_val, self.y_val)],
            callbacks=[lgb.early_stopping(50, verbose=False)],
        )
        trial.set_user_attr("trees", model.best_iteration_)
        return log_loss(self.y_val, model.predict_proba(self.X_val))


def main():
    soil = pd.read_parquet("data/soil.parquet")
    y = soil.pop("cover_type")
    X_dev, X_test, y_dev, y_test = train_test_split(soil, y, test_size=0.2, stratify=y, random_state=0)

    study = optuna.create_study(direction="minimize", sampler=optuna.samplers.TPESampler(seed=0))
    study.optimize(Tuner(X_dev, y_dev, seed=0), n_trials=60)

    trees = study.best_trial.user_attrs["trees"]
    final = lgb.LGBMClassifier(n_estimators=trees, random_state=0, verbose=-1, **study.best_params)
    final.fit(X_dev, y_dev)
    with mlflow.start_run():
        mlflow.log_params(study.best_params)
        mlflow.log_metric("val_log_loss", study.best_value)
        mlflow.log_metric("test_log_loss", log_loss(y_test, final.predict_proba(X_test)))


if __name__ == "__main__":
    main()
