"""90-day outcome after ischaemic stroke from admission data (one admission per patient)."""
import argparse
import json
from pathlib import Path

import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.feature_selection import SelectKBest, mutual_info_classif
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUM = ["age", "nihss_admission", "sbp", "glucose", "onset_to_door_min", "premorbid_mrs"]
CAT = ["sex", "side", "arrival_mode", "anticoagulant"]


def pipeline() -> Pipeline:
    numeric = Pipeline([("fill", SimpleImputer(strategy="median", add_indicator=True)), ("scale", StandardScaler())])
    columns = ColumnTransformer([("num", numeric, NUM), ("cat", OneHotEncoder(handle_unknown="ignore"), CAT)])
    return Pipeline([
        ("columns", columns),
        ("keep", SelectKBest(mutual_info_classif, k=8)),
        ("model", LogisticRegression(max_iter=2000)),
    ])


def tune(data: pd.DataFrame, outcome: pd.Series, seed: int) -> GridSearchCV:
    grid = {"keep__k": [6, 9, "all"], "model__C": [0.03, 0.1, 0.3, 1.0, 3.0]}
    folds = StratifiedKFold(5, shuffle=True, random_state=seed)
    return GridSearchCV(pipeline(), grid, scoring="neg_log_loss", cv=folds, n_jobs=-1).fit(data, outcome)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cohort", type=Path)
    parser.add_argument("--out", type=Path, default=Path("artefacts"))
    parser.add_argument("--seed", type=int, default=2)
    args = parser.parse_args()

    cohort = pd.read_csv(args.cohort)
    X, y = cohort[NUM + CAT], (cohort["mrs_90d"] >= 3).astype(int)
    X_dev, X_test, y_dev, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=args.seed)

    search = tune(X_dev, y_dev, args.seed)
    p = search.predict_proba(X_test)[:, 1]
    report = {"params": search.best_params_, "auc": roc_auc_score(y_test, p), "brier": brier_score_loss(y_test, p)}

    args.out.mkdir(exist_ok=True)
    (args.out / "report.json").write_text(json.dumps(report, indent=2))
    shipped = pipeline().set_params(**search.best_params_).fit(X, y)
    joblib.dump(shipped, args.out / "stroke.joblib")


if __name__ == "__main__":
    main()
