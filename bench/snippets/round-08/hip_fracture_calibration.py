import argparse

import pandas as pd
from sklearn.calibration import CalibratedClassifierCV, calibration_curve
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline

PREDICTORS = ["age", "bmd_neck", "bmi", "prior_fracture", "steroids", "smoker", "falls_12m"]


def include(reg: pd.DataFrame) -> pd.DataFrame:
    """Protocol section 4.2: 50 years and older, bone scan available."""
    return reg[(reg["age"] >= 50) & reg["bmd_neck"].notna()]


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("registry")
    ap.add_argument("--bins", type=int, default=10)
    a = ap.parse_args()

    reg = include(pd.read_stata(a.registry))
    y = reg["hip_fx_5y"].astype(int)
    X_dev, X_test, y_dev, y_test = train_test_split(
        reg[PREDICTORS], y, test_size=0.3, stratify=y, random_state=12
    )

    base = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True),
        ExtraTreesClassifier(n_estimators=500, min_samples_leaf=20, n_jobs=-1, random_state=12),
    )
    risk = CalibratedClassifierCV(base, method="isotonic", cv=5).fit(X_dev, y_dev)

    p = risk.predict_proba(X_test)[:, 1]
    obs, exp = calibration_curve(y_test, p, n_bins=a.bins, strategy="quantile")
    print(pd.DataFrame({"expected": exp, "observed": obs}).round(4))
    print("Brier %.4f AUC %.3f" % (brier_score_loss(y_test, p), roc_auc_score(y_test, p)))


if __name__ == "__main__":
    main()
