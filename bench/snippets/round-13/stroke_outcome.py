"""Poor outcome after stroke, registry of several hospitals with repeated admissions."""
import numpy as np
import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, f1_score, roc_auc_score
from sklearn.model_selection import GridSearchCV, StratifiedGroupKFold, cross_val_predict
from sklearn.preprocessing import RobustScaler

PREDICTORS = [
    "age", "nihss_admission", "glucose", "sbp", "onset_to_door_min", "prior_mrs", "aspects",
]


def read_registry(path):
    registry = pd.read_csv(path)
    registry = registry[registry["prior_mrs"] <= 2]
    return registry.dropna(subset=["mrs_90d"]).reset_index(drop=True)


def hold_out(registry, poor, seed):
    outer = StratifiedGroupKFold(n_splits=5, shuffle=True, random_state=seed)
    return next(outer.split(registry, poor, registry["patient_id"]))


def build_search(seed):
    steps = Pipeline([
        ("fill", SimpleImputer(strategy="median")),
        ("scale", RobustScaler()),
        ("balance", SMOTE(k_neighbors=5, random_state=seed)),
        ("clf", LogisticRegression(max_iter=2000)),
    ])
    grid = {"clf__C": [0.01, 0.1, 1.0], "balance__sampling_strategy": [0.5, 1.0]}
    return GridSearchCV(steps, grid, scoring="roc_auc", cv=StratifiedGroupKFold(n_splits=5))


def best_cut(truth, risk):
    cuts = np.linspace(0.05, 0.95, 91)
    return cuts[np.argmax([f1_score(truth, risk >= c) for c in cuts])]


def main(path="data/stroke_registry.csv", seed=20):
    registry = read_registry(path)
    poor = (registry["mrs_90d"] >= 3).astype(int)
    dev, held = hold_out(registry, poor, seed)
    x_dev, y_dev = registry.loc[dev, PREDICTORS], poor.loc[dev]
    patients = registry.loc[dev, "patient_id"]

    search = build_search(seed).fit(x_dev, y_dev, groups=patients)
    oof = cross_val_predict(
        search.best_estimator_, x_dev, y_dev, groups=patients,
        cv=StratifiedGroupKFold(n_splits=5), method="predict_proba",
    )[:, 1]
    cut = best_cut(y_dev, oof)

    risk = search.predict_proba(registry.loc[held, PREDICTORS])[:, 1]
    y_held = poor.loc[held]
    print(search.best_params_, f"cut {cut:.2f}")
    print(f"AUC {roc_auc_score(y_held, risk):.3f}")
    print(f"balanced accuracy {balanced_accuracy_score(y_held, risk >= cut):.3f}")


if __name__ == "__main__":
    main()
