"""Risk of deterioration within 48 hours of admission to a medical ward."""
from pathlib import Path

import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GridSearchCV, train_test_split

SOURCE = Path("extract/admissions.csv")
VITALS = ["heart_rate", "resp_rate", "temp_c", "systolic_bp", "spo2"]
LABS = ["lactate", "creatinine", "crp", "wbc", "albumin"]
OTHER = ["age", "frailty_score", "charlson"]


def read_first_admissions(path):
    stays = pd.read_csv(path, parse_dates=["admitted_at"])
    stays = stays.sort_values("admitted_at").drop_duplicates("patient_id", keep="first")
    return stays.reset_index(drop=True)


def complete(stays):
    """Missing laboratory values take the usual level of the admitting ward."""
    out = stays.copy()
    for lab in LABS:
        out[f"{lab}_measured"] = out[lab].notna().astype(int)
        usual = out.groupby("ward")[lab].transform("median")
        out[lab] = out[lab].fillna(usual).fillna(out[lab].median())
    out[VITALS] = out[VITALS].fillna(out[VITALS].mean())
    return out


def columns_in_use():
    return VITALS + LABS + [f"{lab}_measured" for lab in LABS] + OTHER


def main():
    stays = complete(read_first_admissions(SOURCE))
    X = stays[columns_in_use()]
    y = stays["deteriorated_48h"].astype(int)
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=2023
    )
    search = GridSearchCV(
        HistGradientBoostingClassifier(random_state=0),
        {"max_leaf_nodes": [7, 15, 31], "learning_rate": [0.03, 0.1]},
        scoring="average_precision",
        cv=5,
    )
    search.fit(X_train, y_train)
    risk = search.predict_proba(X_test)[:, 1]
    print("best setting", search.best_params_)
    print(f"AUROC {roc_auc_score(y_test, risk):.3f}")
    print(f"AUPRC {average_precision_score(y_test, risk):.3f}")


if __name__ == "__main__":
    main()
