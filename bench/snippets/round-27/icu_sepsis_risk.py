"""Sepsis risk on the first six hours of an ICU stay (one row per patient, first stay only)."""
import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

VITALS = ["heart_rate", "resp_rate", "map", "spo2", "temp_c", "lactate", "wbc", "creatinine", "bilirubin", "platelets"]


class VitalsTable:
    """Loads the cohort and offers a compact representation of the vitals."""

    def __init__(self, path: Path, n_components: int):
        self.frame = pd.read_parquet(path)
        self.scaler = StandardScaler()
        self.pca = PCA(n_components=n_components, random_state=0)

    def drop_incomplete(self):
        complete = self.frame[VITALS].notna().all(axis=1)
        self.frame = self.frame[complete].reset_index(drop=True)
        return self

    def components(self) -> np.ndarray:
        z = self.scaler.fit_transform(self.frame[VITALS])
        return self.pca.fit_transform(z)

    def outcome(self) -> np.ndarray:
        return self.frame["sepsis_48h"].to_numpy()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("cohort", type=Path)
    parser.add_argument("--components", type=int, default=6)
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()

    table = VitalsTable(args.cohort, args.components).drop_incomplete()
    features = table.components()
    outcome = table.outcome()

    x_fit, x_hold, y_fit, y_hold = train_test_split(
        features, outcome, test_size=0.25, stratify=outcome, random_state=args.seed
    )
    model = LogisticRegression(C=0.5, class_weight="balanced", max_iter=500)
    model.fit(x_fit, y_fit)

    risk = model.predict_proba(x_hold)[:, 1]
    print(f"AUROC {roc_auc_score(y_hold, risk):.3f}")
    print(f"AUPRC {average_precision_score(y_hold, risk):.3f}")


if __name__ == "__main__":
    main()
