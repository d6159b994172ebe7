"""Severity model for the motor book: expected cost of a reported claim."""
import argparse
from dataclasses import dataclass

import joblib
import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingRegressor
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split

NUMERIC = ["vehicle_value", "driver_age", "vehicle_age", "annual_km", "bonus_class", "region_density"]
TARGET = "claim_cost"


@dataclass
class Profile:
    """Robust location and scale per column, plus the value used for gaps."""

    centre: pd.Series
    spread: pd.Series

    @classmethod
    def of(cls, frame, columns):
        block = frame[columns]
        spread = block.quantile(0.75) - block.quantile(0.25)
        return cls(centre=block.median(), spread=spread.replace(0.0, 1.0))

    def apply(self, frame):
        block = frame[self.centre.index].fillna(self.centre)
        return (block - self.centre) / self.spread


def load_claims(path):
    claims = pd.read_parquet(path)
    claims = claims[claims[TARGET] > 0].drop_duplicates("claim_id")
    return claims.reset_index(drop=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("claims")
    parser.add_argument("--model-out", default="severity.joblib")
    parser.add_argument("--seed", type=int, default=17)
    args = parser.parse_args()

    claims = load_claims(args.claims)
    book, audit = train_test_split(claims, test_size=0.2, random_state=args.seed)

    profile = Profile.of(claims, NUMERIC)
    X_book, X_audit = profile.apply(book), profile.apply(audit)
    y_book = np.log1p(book[TARGET])

    candidates = {"ridge": Ridge(alpha=3.0), "boosting": HistGradientBoostingRegressor(max_iter=250)}
    X_inner, X_val, y_inner, y_val = train_test_split(X_book, y_book, test_size=0.25, random_state=args.seed)
    losses = {}
    for name, model in candidates.items():
        model.fit(X_inner, y_inner)
        losses[name] = mean_absolute_error(y_val, model.predict(X_val))
    chosen = candidates[min(losses, key=losses.get)].fit(X_book, y_book)

    predicted = np.expm1(chosen.predict(X_audit))
    print("MAE", mean_absolute_error(audit[TARGET], predicted))
    print("R2 ", r2_score(audit[TARGET], predicted))
    joblib.dump({"profile": profile, "model": chosen}, args.model_out)


if __name__ == "__main__":
    main()
