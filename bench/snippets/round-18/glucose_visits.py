"""Risk of a positive HbA1c at a visit, from labs taken on earlier days."""
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

LABS = ["glucose", "triglycerides", "hdl"]


def read(name, stamp):
    return pd.read_csv(f"data/{name}.csv", parse_dates=[stamp]).sort_values(stamp)


def attach(visits, labs):
    joined = pd.merge_asof(
        visits,
        labs[["patient_id", "drawn_on"] + LABS],
        left_on="visit_on",
        right_on="drawn_on",
        by="patient_id",
        direction="backward",
        allow_exact_matches=False,
        tolerance=pd.Timedelta(days=365),
    )
    joined["lab_age_d"] = (joined["visit_on"] - joined["drawn_on"]).dt.days
    return joined


def main():
    visits = read("visits", "visit_on").drop_duplicates("patient_id")
    table = attach(visits, read("labs", "drawn_on"))
    inputs = LABS + ["lab_age_d", "age_at_visit", "bmi_at_visit"]
    before = table[table["visit_on"] < "2021-01-01"]
    after = table[table["visit_on"] >= "2021-01-01"]
    model = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True),
        StandardScaler(),
        LogisticRegression(max_iter=1000),
    )
    model.fit(before[inputs], before["hba1c_positive"])
    proba = model.predict_proba(after[inputs])[:, 1]
    print(f"{len(before)} / {len(after)} patients")
    print(f"AUC {roc_auc_score(after['hba1c_positive'], proba):.3f}")


if __name__ == "__main__":
    main()
