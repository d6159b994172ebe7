"""Spill probability from independent runs of a reservoir simulator."""
import argparse
from pathlib import Path

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

NUMERIC = ["head_m", "snow_water_mm", "turbine_load", "soil_moisture", "gate_opening"]


class Catchment:
    def __init__(self, csv: Path):
        self.table = pd.read_csv(csv).dropna(subset=NUMERIC + ["spill"])
        self.scaler = StandardScaler()

    def partition(self, seed: int):
        self.fit_rows, self.eval_rows = train_test_split(
            self.table, test_size=0.25, random_state=seed, stratify=self.table["spill"]
        )
        return self

    def prepare(self):
        self.scaler.fit(self.table[NUMERIC])
        return self

    def matrix(self, rows):
        return self.scaler.transform(rows[NUMERIC]), rows["spill"].to_numpy()


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--csv", type=Path, default=Path("data/simulated_runs.csv"))
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()

    catchment = Catchment(args.csv).partition(args.seed).prepare()
    X_fit, y_fit = catchment.matrix(catchment.fit_rows)
    X_eval, y_eval = catchment.matrix(catchment.eval_rows)

    model = LogisticRegression(max_iter=500, C=0.3)
    model.fit(X_fit, y_fit)
    prob = model.predict_proba(X_eval)[:, 1]
    print(f"AUC   {roc_auc_score(y_eval, prob):.4f}")
    print(f"Brier {brier_score_loss(y_eval, prob):.4f}")


if __name__ == "__main__":
    main()
