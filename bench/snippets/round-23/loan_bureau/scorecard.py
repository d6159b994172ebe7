import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from tables import BUREAU, read_applications, read_reports, with_bureau

FORM = ["amount", "term_months", "declared_income", "years_at_address"]


def main():
    apps = read_applications("data/applications.csv")
    reports = read_reports("data/bureau_monthly.csv")
    loans = with_bureau(apps, reports)

    old = loans["applied_on"] < "2021-07-01"
    recent = loans["applied_on"] >= "2022-07-01"
    inputs = FORM + BUREAU
    card = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True),
        StandardScaler(),
        LogisticRegression(max_iter=1000),
    )
    card.fit(loans.loc[old, inputs], loans.loc[old, "default_12m"])

    risk = card.predict_proba(loans.loc[recent, inputs])[:, 1]
    auc = roc_auc_score(loans.loc[recent, "default_12m"], risk)
    print(f"loans {recent.sum()}  Gini {2 * auc - 1:.3f}")
    print(pd.Series(risk).describe().round(3))


if __name__ == "__main__":
    main()
