from pathlib import Path

import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.preprocessing import StandardScaler

VITALS = ["hr", "map", "resp", "spo2", "lactate", "creatinine", "gcs"]


def read_cohort(path: Path) -> pd.DataFrame:
    cohort = pd.read_csv(path)
    cohort["shock_index"] = cohort["hr"] / cohort["map"]
    return cohort


def standardised(cohort: pd.DataFrame):
    columns = VITALS + ["shock_index"]
    filled = SimpleImputer(strategy="median").fit_transform(cohort[columns])
    return StandardScaler().fit_transform(filled), cohort["died"].to_numpy()
