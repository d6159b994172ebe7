"""Numbers for the weekly operations deck."""
import json

import joblib
from sklearn.metrics import brier_score_loss, roc_auc_score

from depot import partition


def main():
    model = joblib.load("late_model.joblib")
    _, X_test, _, y_test = partition()
    risk = model.predict_proba(X_test)[:, 1]
    numbers = {
        "n": int(len(y_test)),
        "auc": float(roc_auc_score(y_test, risk)),
        "brier": float(brier_score_loss(y_test, risk)),
    }
    with open("metrics.json", "w") as fh:
        json.dump(numbers, fh, indent=2)
    print(numbers)


if __name__ == "__main__":
    main()
