"""Fraud desk for travel insurance: calibrated scores and a cost-based cut."""
import json

import numpy as np
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import confusion_matrix, roc_auc_score
from sklearn.model_selection import TimeSeriesSplit
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

NUMBERS = ["amount_eur", "days_to_report", "trip_days", "policy_age_days", "receipts_attached"]
KINDS = ["claim_kind", "booking_channel", "destination_zone"]
COST_CHECK, SAVED_SHARE = 45.0, 0.8


def money(flagged, claims):
    caught = claims.loc[flagged & (claims["fraud"] == 1), "amount_eur"].sum()
    return SAVED_SHARE * caught - COST_CHECK * flagged.sum()


def best_cut(score, claims):
    cuts = np.quantile(score, np.linspace(0.5, 0.995, 100))
    gains = [money(score >= cut, claims) for cut in cuts]
    return float(cuts[int(np.argmax(gains))])


def periods(claims):
    day = claims["reported_on"]
    return (
        claims[day < "2023-01-01"],
        claims[(day >= "2023-01-01") & (day < "2023-07-01")],
        claims[day >= "2023-07-01"],
    )


def main():
    claims = pd.read_csv("travel_claims.csv", parse_dates=["reported_on"])
    claims = claims.drop_duplicates("claim_no").sort_values("reported_on")
    older, middle, newest = periods(claims.reset_index(drop=True))

    prepare = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), KINDS), remainder="passthrough"
    )
    forest = make_pipeline(
        prepare, RandomForestClassifier(n_estimators=600, min_samples_leaf=5, random_state=6)
    )
    folds = TimeSeriesSplit(n_splits=5)
    model = CalibratedClassifierCV(forest, method="sigmoid", cv=folds)
    model.fit(older[NUMBERS + KINDS], older["fraud"])

    cut = best_cut(model.predict_proba(middle[NUMBERS + KINDS])[:, 1], middle)

    score = model.predict_proba(newest[NUMBERS + KINDS])[:, 1]
    flagged = score >= cut
    print(f"cut {cut:.3f}")
    print(f"AUC {roc_auc_score(newest['fraud'], score):.3f}")
    print(confusion_matrix(newest["fraud"], flagged))
    print(f"net saving {money(flagged, newest):,.0f} EUR")
    with open("fraud_cut.json", "w") as handle:
        json.dump({"cut": cut}, handle)


if __name__ == "__main__":
    main()
