"""Total loss or repair? Triage of hail claims from the first phone call."""
import numpy as np
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import confusion_matrix
from sklearn.model_selection import train_test_split

CODES = ["make", "body", "parked"]
INPUTS = ["car_age", "mileage_km", "insured_value", "hail_mm", "windows_broken", *CODES]
COST_MISSED, COST_TOWED = 900.0, 250.0


def cost(outcome, flagged):
    tn, fp, fn, tp = confusion_matrix(outcome, flagged, labels=[0, 1]).ravel()
    return (COST_MISSED * fn + COST_TOWED * fp) / len(outcome)


class Triage:
    def __init__(self, model):
        self.model = model
        self.cutoff = 0.5

    def settle(self, claims):
        risk = self.risk(claims)
        grid = np.linspace(0.02, 0.98, 97)
        costs = [cost(claims["total_loss"], risk >= c) for c in grid]
        self.cutoff = float(grid[int(np.argmin(costs))])
        return self

    def risk(self, claims):
        return self.model.predict_proba(claims[INPUTS])[:, 1]

    def decide(self, claims):
        return self.risk(claims) >= self.cutoff


def show_odd(claims):
    value = claims["insured_value"]
    claims["value_z"] = (value - value.mean()) / value.std()
    print("claims with an unusual insured value:", int((claims["value_z"].abs() > 4).sum()))


def main():
    claims = pd.read_csv("data/hail_claims.csv").drop_duplicates("claim_no")
    claims[CODES] = claims[CODES].fillna("unknown").astype(str)
    show_odd(claims)

    rest, holdout = train_test_split(claims, test_size=0.2, stratify=claims["total_loss"], random_state=15)
    fit_on, settle_on = train_test_split(rest, test_size=0.25, stratify=rest["total_loss"], random_state=15)

    model = CatBoostClassifier(iterations=600, depth=6, learning_rate=0.05, cat_features=CODES, random_seed=15, verbose=False)
    model.fit(fit_on[INPUTS], fit_on["total_loss"])
    triage = Triage(model).settle(settle_on)

    print(f"cut-off {triage.cutoff:.2f}")
    print(f"cost per claim {cost(holdout['total_loss'], triage.decide(holdout)):.2f}")
    print(f"cost if all are repaired {cost(holdout['total_loss'], np.zeros(len(holdout), dtype=bool)):.2f}")


if __name__ == "__main__":
    main()
