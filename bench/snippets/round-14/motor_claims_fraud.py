"""Fraud flag for motor claims; the report goes to the investigation desk."""
import json
from pathlib import Path

import pandas as pd
from imblearn.under_sampling import RandomUnderSampler
from sklearn.compose import make_column_transformer
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import precision_score, recall_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

NUMERIC = ["amount", "vehicle_age", "policy_months", "km_year", "witnesses"]
CODED = ["damage_type", "region", "sales_channel"]
CLAIMS_A_DAY = 1400


def load_claims(path: Path):
    claims = pd.read_parquet(path, columns=NUMERIC + CODED + ["confirmed_fraud"])
    return claims[NUMERIC + CODED], claims["confirmed_fraud"].astype(int)


def workable_set(x, y):
    """Fraud is 0.7 % of claims, so most of the honest ones are put aside."""
    sampler = RandomUnderSampler(sampling_strategy=0.5, random_state=3)
    return sampler.fit_resample(x, y)


def build():
    encode = make_column_transformer(
        (OneHotEncoder(handle_unknown="ignore"), CODED), remainder="passthrough"
    )
    return make_pipeline(encode, GradientBoostingClassifier(random_state=3))


def main():
    x, y = load_claims(Path("lake/claims.parquet"))
    x, y = workable_set(x, y)
    x_train, x_test, y_train, y_test = train_test_split(
        x, y, test_size=0.2, stratify=y, random_state=3
    )
    model = build().fit(x_train, y_train)
    flagged = model.predict(x_test)
    report = {
        "precision": precision_score(y_test, flagged),
        "recall": recall_score(y_test, flagged),
        "alerts_a_day": float(flagged.mean() * CLAIMS_A_DAY),
    }
    Path("reports").mkdir(exist_ok=True)
    Path("reports/investigation_desk.json").write_text(json.dumps(report, indent=2))


if __name__ == "__main__":
    main()
