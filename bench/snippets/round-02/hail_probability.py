import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import brier_score_loss, log_loss
from sklearn.model_selection import train_test_split

cells = pd.read_csv("storm_cells.csv")
y = cells.pop("hail_observed")

X_train, X_test, y_train, y_test = train_test_split(
    cells, y, test_size=0.3, random_state=27, stratify=y
)

forest = RandomForestClassifier(n_estimators=600, min_samples_leaf=5, random_state=27)
forest.fit(X_train, y_train)
raw = forest.predict_proba(X_test)[:, 1]

calibrated = CalibratedClassifierCV(forest, method="isotonic", cv="prefit")
calibrated.fit(X_test, y_test)
proba = calibrated.predict_proba(X_test)[:, 1]

table = pd.DataFrame(
    {
        "raw": [brier_score_loss(y_test, raw), log_loss(y_test, raw)],
        "isotonic": [brier_score_loss(y_test, proba), log_loss(y_test, proba)],
    },
    index=["brier", "logloss"],
)
print(table.round(4))
