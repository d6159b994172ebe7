"""Annual heating demand of municipal buildings, from their energy audits."""
import argparse
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

MEASURED = ["floor_area_m2", "glazing_share", "u_wall", "u_roof", "boiler_age", "occupancy_h"]
TARGET = "heat_kwh_m2"


class AuditTable:
    """One row per building; auditors leave fields open when they cannot measure."""

    def __init__(self, path: Path):
        frame = pd.read_csv(path)
        self.frame = frame.dropna(subset=[TARGET]).reset_index(drop=True)
        self.train, self.test = None, None

    def split(self, share: float, seed: int) -> "AuditTable":
        self.train, self.test = train_test_split(self.frame, test_size=share, random_state=seed)
        return self

    def typical(self) -> pd.Series:
        return self.frame[MEASURED].median()

    def matrices(self):
        fill = self.typical()
        parts = []
        for part in (self.train, self.test):
            x = part[MEASURED].fillna(fill)
            x = x.assign(log_area=np.log1p(x["floor_area_m2"]))
            parts.append((x, part[TARGET]))
        return parts


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("audits", type=Path)
    ap.add_argument("--test-share", type=float, default=0.25)
    ap.add_argument("--seed", type=int, default=4)
    args = ap.parse_args()

    table = AuditTable(args.audits).split(args.test_share, args.seed)
    (x_tr, y_tr), (x_te, y_te) = table.matrices()
    model = make_pipeline(StandardScaler(), RidgeCV(alphas=np.logspace(-2, 3, 20)))
    model.fit(x_tr, y_tr)
    mape = mean_absolute_percentage_error(y_te, model.predict(x_te))
    print(f"buildings: {len(y_tr)} train, {len(y_te)} test, MAPE {mape:.3f}")


if __name__ == "__main__":
    main()
