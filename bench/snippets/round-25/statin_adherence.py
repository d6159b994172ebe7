"""Adherence in the first year after a first statin prescription (one index date per patient)."""
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import GridSearchCV, StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

LABS = ["ldl", "hdl", "creatinine", "alt"]
YEAR = pd.Timedelta(days=365)
CUT = pd.Timestamp("2018-01-01")


def index_dates():
    scripts = pd.read_csv("prescriptions.csv", parse_dates=["issued"])
    first = scripts.sort_values("issued").drop_duplicates("patient_id", keep="first")
    return first[["patient_id", "issued", "dose_mg", "prescriber_type"]]


def last_known(index, path, when, values, max_age_days):
    log = pd.read_csv(path, parse_dates=[when]).sort_values(when)
    for value in values:
        known = log.loc[log[value].notna(), ["patient_id", when, value]]
        index = pd.merge_asof(
            index, known, left_on="issued", right_on=when, by="patient_id",
            direction="backward", allow_exact_matches=False,
            tolerance=pd.Timedelta(days=max_age_days),
        )
        index[f"{value}_age_days"] = (index["issued"] - index[when]).dt.days
        index = index.drop(columns=when)
    return index


def adherent(index):
    refills = pd.read_csv("refills.csv", parse_dates=["dispensed"])
    both = refills.merge(index[["patient_id", "issued"]], on="patient_id")
    year = both[(both["dispensed"] >= both["issued"]) & (both["dispensed"] < both["issued"] + YEAR)]
    days = year.groupby("patient_id")["days_supplied"].sum()
    return index["patient_id"].map(days).fillna(0).ge(0.8 * 365).astype(int)


def main():
    index = index_dates().sort_values("issued", ignore_index=True)
    index = last_known(index, "labs.csv", "drawn_at", LABS, max_age_days=730)
    index = last_known(index, "measurements.csv", "measured_at", ["bmi", "systolic"], max_age_days=1095)
    label = adherent(index)

    fit = index["issued"] < CUT - YEAR
    held = (index["issued"] >= CUT) & (index["issued"] < CUT + YEAR)
    number = [c for c in index.columns if c not in ("patient_id", "issued", "prescriber_type")]
    prepare = make_column_transformer(
        (SimpleImputer(strategy="median", add_indicator=True), number),
        (OneHotEncoder(handle_unknown="ignore"), ["prescriber_type"]),
    )
    search = GridSearchCV(
        make_pipeline(prepare, RandomForestClassifier(500, random_state=3, n_jobs=-1)),
        {"randomforestclassifier__min_samples_leaf": [5, 20, 50]},
        cv=StratifiedKFold(5, shuffle=True, random_state=3), scoring="neg_log_loss",
    )
    search.fit(index.loc[fit, number + ["prescriber_type"]], label[fit])
    p = search.predict_proba(index.loc[held, number + ["prescriber_type"]])[:, 1]
    print(f"AUC {roc_auc_score(label[held], p):.3f}  Brier {brier_score_loss(label[held], p):.4f}")


if __name__ == "__main__":
    main()
