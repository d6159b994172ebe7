"""Fit the score on every patient and store it for the clinic."""
import json

import joblib
from sklearn.base import clone

from cohort import CONTINUOUS, DISCRETE, MODEL, read_patients


def main():
    with open("reports/assessment.json") as fh:
        settings = json.load(fh)
    patients = read_patients()
    model = clone(MODEL).set_params(logisticregression__C=settings["C"])
    model.fit(patients[CONTINUOUS + DISCRETE], patients["mace_10y"])
    joblib.dump(model, "release/heart_score.joblib")


if __name__ == "__main__":
    main()
