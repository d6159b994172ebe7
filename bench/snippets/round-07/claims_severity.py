#!/usr/bin/env python
"""Train the motor claims severity model."""
import argparse
import logging
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import KBinsDiscretizer, StandardScaler

log = logging.getLogger("severity")


class DesignMatrix:
    """Turns the claims extract into a numeric matrix."""

    CONTINUOUS = ["vehicle_age", "sum_insured", "annual_km", "repair_quote"]
    BINNED = ["driver_age", "licence_years"]

    def __init__(self, n_bins: int = 8):
        self.scaler = StandardScaler()
        self.binner = KBinsDiscretizer(n_bins=n_bins, encode="onehot-dense", strategy="quantile")

    def build(self, claims: pd.DataFrame) -> np.ndarray:
        cont = self.scaler.fit_transform(claims[self.CONTINUOUS])
        bins = self.binner.fit_transform(claims[self.BINNED])
        return np.hstack([cont, bins])


def read_claims(path: Path) -> pd.DataFrame:
    claims = pd.read_parquet(path)
    claims = claims[claims["paid_amount"] > 0]
    log.info("%d paid claims", len(claims))
    return claims.reset_index(drop=True)


def main() -> None:
    ap = argparse.ArgumentParser()
    ap.add_argument("--claims", type=Path, required=True)
    ap.add_argument("--out", type=Path, default=Path("severity.joblib"))
    ap.add_argument("--holdout", type=float, default=0.2)
    args = ap.parse_args()
    logging.basicConfig(level=logging.INFO)

    claims = read_claims(args.claims)
    dm = DesignMatrix()
    X = dm.build(claims)
    y = np.log1p(claims["paid_amount"].to_numpy())

    X_fit, X_eval, y_fit, y_eval = train_test_split(X, y, test_size=args.holdout, random_state=7)
    gbr = GradientBoostingRegressor(n_estimators=400, max_depth=3, learning_rate=0.05)
    gbr.fit(X_fit, y_fit)

    mae = mean_absolute_error(np.expm1(y_eval), np.expm1(gbr.predict(X_eval)))
    log.info("hold-out MAE %.1f EUR", mae)
    joblib.dump({"matrix": dm, "model": gbr}, args.out)


if __name__ == "__main__":
    main()
