"""Cleaning steps for the ward glucose extract."""
import pandas as pd

LABS = ["glucose", "lactate", "creatinine", "potassium"]


def read_extract(path: str) -> pd.DataFrame:
    frame = pd.read_csv(path, dtype={"patient_id": "string", "ward": "category"})
    return frame.dropna(subset=["hypo_24h"])


def drop_impossible(frame: pd.DataFrame) -> pd.DataFrame:
    out = frame.copy()
    out.loc[~out["glucose"].between(0.5, 60), "glucose"] = float("nan")
    out.loc[out["creatinine"] <= 0, "creatinine"] = float("nan")
    return out


def complete_labs(frame: pd.DataFrame) -> pd.DataFrame:
    out = frame.copy()
    for lab in LABS:
        out[f"{lab}_absent"] = out[lab].isna().astype(int)
        typical = out.groupby("ward", observed=True)[lab].transform("median")
        out[lab] = out[lab].fillna(typical)
    return out


def clean(path: str) -> pd.DataFrame:
    return read_extract(path).pipe(drop_impossible).pipe(complete_labs)
