import pandas as pd

PANEL = ["lactate", "creatinine", "bilirubin", "platelets", "crp", "procalcitonin"]
PLAUSIBLE = {
    "lactate": (0.1, 30.0),
    "creatinine": (0.1, 25.0),
    "bilirubin": (0.05, 60.0),
    "platelets": (1.0, 2000.0),
    "crp": (0.1, 600.0),
    "procalcitonin": (0.01, 200.0),
}


def blank_implausible(df):
    out = df.copy()
    for name, (low, high) in PLAUSIBLE.items():
        out.loc[~out[name].between(low, high), name] = float("nan")
    return out


def complete_panel(df):
    out = df.copy()
    strata = [out["sex"], pd.cut(out["age"], [0, 18, 40, 65, 80, 120])]
    for name in PANEL:
        out[f"{name}_measured"] = out[name].notna().astype(int)
        out[name] = out[name].fillna(out.groupby(strata, observed=True)[name].transform("median"))
        out[name] = out[name].fillna(out[name].median())
    return out


def ratios(df):
    return df.assign(
        platelet_crp=df["platelets"] / (df["crp"] + 1.0),
        lactate_creatinine=df["lactate"] / (df["creatinine"] + 0.1),
    )
