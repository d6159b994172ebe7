"""Alerting on wire transfers: model, calibration and alert level."""
from dataclasses import dataclass

import numpy as np
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.isotonic import IsotonicRegression
from sklearn.metrics import brier_score_loss, precision_recall_curve, precision_score, recall_score

INPUTS = ["amount_log", "hour", "new_beneficiary", "country_risk", "sender_age_days"]


@dataclass
class Periods:
    fit: pd.DataFrame
    tune: pd.DataFrame
    final: pd.DataFrame


def periods(path):
    wires = pd.read_parquet(path).sort_values("booked_at")
    wires["amount_log"] = np.log1p(wires["amount"])
    wires["hour"] = wires["booked_at"].dt.hour
    when = wires["booked_at"]
    return Periods(
        wires[when < "2022-07-01"],
        wires[(when >= "2022-07-01") & (when < "2022-10-01")],
        wires[when >= "2022-10-01"],
    )


class Alerter:
    def __init__(self, min_precision=0.3):
        self.min_precision = min_precision
        self.model = HistGradientBoostingClassifier(max_iter=300, early_stopping=False)
        self.curve = IsotonicRegression(out_of_bounds="clip")
        self.level = 1.0

    def fit(self, rows):
        self.model.fit(rows[INPUTS], rows["confirmed"])
        return self

    def probability(self, rows):
        return self.curve.predict(self.model.predict_proba(rows[INPUTS])[:, 1])

    def tune(self, rows):
        self.curve.fit(self.model.predict_proba(rows[INPUTS])[:, 1], rows["confirmed"])
        precision, _, cuts = precision_recall_curve(rows["confirmed"], self.probability(rows))
        good = np.flatnonzero(precision[:-1] >= self.min_precision)
        self.level = cuts[good[0]] if len(good) else 1.0
        return self


def main():
    data = periods("data/wires.parquet")
    alerter = Alerter().fit(data.fit).tune(data.tune)
    p = alerter.probability(data.final)
    flagged = p >= alerter.level
    print("Brier    ", brier_score_loss(data.final["confirmed"], p))
    print("precision", precision_score(data.final["confirmed"], flagged))
    print("recall   ", recall_score(data.final["confirmed"], flagged))


if __name__ == "__main__":
    main()
