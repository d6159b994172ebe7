"""Default model for personal loans, application plus bureau information."""
import pandas as pd
from sklearn.metrics import roc_auc_score
from xgboost import XGBClassifier

BUREAU = ["open_credits", "arrears_eur", "enquiries_6m", "bureau_score"]
FORM = ["amount", "term_m", "income", "age"]


def read_loans():
    loans = pd.read_csv("data/loans.csv", parse_dates=["decided_on"])
    return loans.sort_values("decided_on").drop_duplicates("customer_id")


def read_bureau():
    reports = pd.read_csv("data/bureau_reports.csv", parse_dates=["reported_on"])
    reports = reports.sort_values(["customer_id", "reported_on"])
    return reports.groupby("customer_id", as_index=False).last()


def assemble():
    loans, bureau = read_loans(), read_bureau()
    joined = loans.merge(bureau[["customer_id"] + BUREAU], on="customer_id", how="left")
    return joined.sort_values("decided_on")


def main():
    table = assemble()
    older = table[table["decided_on"] < "2022-01-01"]
    newer = table[table["decided_on"] >= "2023-01-01"]
    model = XGBClassifier(n_estimators=300, max_depth=4, learning_rate=0.05)
    model.fit(older[FORM + BUREAU], older["default_12m"])
    proba = model.predict_proba(newer[FORM + BUREAU])[:, 1]
    print(f"AUC 2023: {roc_auc_score(newer['default_12m'], proba):.3f}")


if __name__ == "__main__":
    main()
