"""Reading and tidying of the admission lab panel."""
import pandas as pd

LABS = ["lactate", "creatinine", "wbc", "platelets", "crp", "bilirubin"]


def read_panel(path):
    panel = pd.read_csv(path, parse_dates=["admitted_at"])
    panel = panel.sort_values("admitted_at").drop_duplicates("patient_id", keep="first")
    return panel.reset_index(drop=True)


def flag_missing(panel):
    for lab in LABS:
        panel[f"{lab}_missing"] = panel[lab].isna().astype("int8")
    return panel


def fill_by_ward(panel):
    by_ward = panel.groupby("ward")
    for lab in LABS:
        panel[lab] = panel[lab].fillna(by_ward[lab].transform("median"))
        panel[lab] = panel[lab].fillna(panel[lab].median())
    return panel


def feature_columns():
    return LABS + [f"{lab}_missing" for lab in LABS] + ["age", "heart_rate", "map_mmhg"]
