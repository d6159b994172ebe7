import numpy as np
import polars as pl
import xgboost as xgb
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

SESSION_FEATURES = ["n_pages", "dwell_s", "n_searches", "basket_value", "is_mobile"]


def load_arrays(path: str) -> tuple[np.ndarray, np.ndarray]:
    visits = pl.read_parquet(path)
    return visits.select(SESSION_FEATURES).to_numpy(), visits["converted"].to_numpy()


def fit_booster(dtrain, dtest, rounds=2000):
    params = dict(objective="binary:logistic", eta=0.03, max_depth=6, eval_metric="auc", seed=11)
    return xgb.train(
        params,
        dtrain,
        num_boost_round=rounds,
        evals=[(dtrain, "train"), (dtest, "test")],
        early_stopping_rounds=50,
        verbose_eval=100,
    )


X, y = load_arrays("visits.parquet")
X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, stratify=y, random_state=11)
dtr = xgb.DMatrix(X_tr, label=y_tr, feature_names=SESSION_FEATURES)
dte = xgb.DMatrix(X_te, label=y_te, feature_names=SESSION_FEATURES)

booster = fit_booster(dtr, dte)
proba = booster.predict(dte, iteration_range=(0, booster.best_iteration + 1))
print("test AUC:", roc_auc_score(y_te, proba))
booster.save_model("conversion.ubj")
