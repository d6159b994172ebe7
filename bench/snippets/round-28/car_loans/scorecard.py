"""Default within twelve months of the application, one application per customer."""
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from bureau import attach, read_reports

COLUMNS = [
    "income", "loan_amount", "term_months", "deposit_pct", "age",
    "bureau_score", "open_lines", "utilisation", "arrears_12m",
]


def main():
    applications = pd.read_csv("applications.csv", parse_dates=["applied_at"])
    table = attach(applications, read_reports("bureau_reports.csv"))

    older = table[table["applied_at"] < "2021-07-01"]
    newer = table[table["applied_at"] >= "2022-07-01"]
    model = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True),
        StandardScaler(),
        LogisticRegression(max_iter=2000),
    )
    model.fit(older[COLUMNS], older["default_12m"])
    p = model.predict_proba(newer[COLUMNS])[:, 1]
    print("Gini", round(2 * roc_auc_score(newer["default_12m"], p) - 1, 3))


if __name__ == "__main__":
    main()
