import pandas as pd
from sklearn.ensemble import GradientBoostingClassifier
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split

LABS = ["lactate", "creatinine", "bilirubin", "platelets"]
VITALS = ["map_mmhg", "resp_rate", "spo2", "gcs"]


def load(path="data/icu_first_admissions.parquet"):
    """One row per patient: first admission, values of the first six hours."""
    df = pd.read_parquet(path)
    return df[df["age"] >= 18].reset_index(drop=True)


def complete(df, columns, by="ward"):
    out = df.copy()
    for col in columns:
        out[col] = out[col].fillna(out.groupby(by)[col].transform("median"))
    return out


def features(df):
    ward = pd.Categorical(df["ward"], categories=["med", "surg", "neuro", "cardiac"])
    return pd.concat(
        [df[LABS + VITALS + ["age"]], pd.get_dummies(ward, prefix="ward").set_index(df.index)],
        axis=1,
    )


def run():
    cohort = load()
    cohort = complete(cohort, LABS + VITALS)
    X, y = features(cohort), cohort["died_in_hospital"].astype(int)
    X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.3, random_state=5, stratify=y)
    clf = GradientBoostingClassifier(n_estimators=250, max_depth=3, learning_rate=0.05)
    clf.fit(X_tr, y_tr)
    return average_precision_score(y_te, clf.predict_proba(X_te)[:, 1])


if __name__ == "__main__":
    print(f"AUPRC: {run():.3f}")
