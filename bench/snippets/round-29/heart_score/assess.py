"""Discrimination and calibration of the cardiac risk score on held-out patients."""
import json

from sklearn.base import clone
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import GridSearchCV

from cohort import MODEL, halves, read_patients


def main():
    X_train, X_test, y_train, y_test = halves(read_patients())
    search = GridSearchCV(
        clone(MODEL), {"logisticregression__C": [0.01, 0.1, 1.0, 10.0]}, cv=10, scoring="neg_log_loss"
    )
    search.fit(X_train, y_train)
    risk = search.predict_proba(X_test)[:, 1]
    result = {
        "C": search.best_params_["logisticregression__C"],
        "auroc": round(float(roc_auc_score(y_test, risk)), 3),
        "brier": round(float(brier_score_loss(y_test, risk)), 4),
        "n_held_out": len(y_test),
    }
    with open("reports/assessment.json", "w") as fh:
        json.dump(result, fh, indent=2)


if __name__ == "__main__":
    main()
