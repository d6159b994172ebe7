"""Sepsis risk at 6 hours after admission; one row per patient (index stay)."""
import json
from dataclasses import dataclass

import pandas as pd
from imblearn.under_sampling import RandomUnderSampler
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import precision_score, recall_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline

VITALS = ["heart_rate", "resp_rate", "temp_c", "map_mmhg", "spo2", "gcs"]
LABS = ["lactate", "wbc", "creatinine", "bilirubin", "platelets"]


@dataclass
class Cohort:
    features: pd.DataFrame
    sepsis: pd.Series


def read_cohort(path):
    stays = pd.read_csv(path)
    stays = stays[(stays["age"] >= 18) & (stays["stay_hours"] >= 6)]
    first = stays.sort_values("admitted_at").drop_duplicates("patient_id")
    first = first.reset_index(drop=True)
    return Cohort(first[["age"] + VITALS + LABS], first["sepsis_48h"].astype(int))


def case_control(cohort, seed):
    sampler = RandomUnderSampler(sampling_strategy=1.0, random_state=seed)
    features, sepsis = sampler.fit_resample(cohort.features, cohort.sepsis)
    return Cohort(features, sepsis)


def fit_forest(cohort):
    model = Pipeline([
        ("impute", SimpleImputer(strategy="median", add_indicator=True)),
        ("forest", RandomForestClassifier(
            n_estimators=500, min_samples_leaf=5, n_jobs=4, random_state=0)),
    ])
    return model.fit(cohort.features, cohort.sepsis)


def alert_burden(model, cohort, admissions_per_day=85):
    alerts = model.predict(cohort.features)
    return {
        "ppv": precision_score(cohort.sepsis, alerts),
        "sensitivity": recall_score(cohort.sepsis, alerts),
        "alerts_per_day": float(alerts.mean() * admissions_per_day),
    }


def run(path="data/index_stays.csv", seed=3):
    cohort = case_control(read_cohort(path), seed)
    x_dev, x_eval, y_dev, y_eval = train_test_split(
        cohort.features, cohort.sepsis, test_size=0.25,
        stratify=cohort.sepsis, random_state=seed,
    )
    model = fit_forest(Cohort(x_dev, y_dev))
    report = alert_burden(model, Cohort(x_eval, y_eval))
    with open("reports/alert_burden.json", "w") as handle:
        json.dump(report, handle, indent=2)
    print(report)


if __name__ == "__main__":
    run()
