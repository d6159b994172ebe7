"""Default of small companies: application joined with the last filed accounts."""
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, RobustScaler

ACCOUNTS = ["equity_ratio", "current_ratio", "ebit_margin", "turnover_growth", "days_payable"]
NUM = ["requested_eur", "company_age", *ACCOUNTS, "accounts_age_days"]
CAT = ["sector", "legal_form"]


def applications():
    apps = pd.read_parquet("applications.parquet")
    apps["applied_on"] = pd.to_datetime(apps["applied_on"])
    return apps.sort_values("applied_on").drop_duplicates("company_id", keep="first")


def filed_accounts():
    acc = pd.read_parquet("accounts.parquet")
    acc["published_on"] = pd.to_datetime(acc["published_on"])
    return acc[["company_id", "published_on", *ACCOUNTS]].sort_values("published_on")


def joined():
    table = pd.merge_asof(
        applications(),
        filed_accounts(),
        left_on="applied_on",
        right_on="published_on",
        by="company_id",
        direction="backward",
        allow_exact_matches=False,
        tolerance=pd.Timedelta(days=730),
    )
    table["accounts_age_days"] = (table["applied_on"] - table["published_on"]).dt.days
    return table


def model():
    columns = ColumnTransformer([
        ("num", make_pipeline(SimpleImputer(strategy="median", add_indicator=True), RobustScaler()), NUM),
        ("cat", OneHotEncoder(min_frequency=20, handle_unknown="infrequent_if_exist"), CAT),
    ])
    return make_pipeline(columns, LogisticRegression(C=0.2, max_iter=1000))


def main():
    table = joined()
    # defaults are counted over twelve months, so the two periods lie a year apart
    early = table[table["applied_on"] < "2019-01-01"]
    late = table[(table["applied_on"] >= "2020-01-01") & (table["applied_on"] < "2021-01-01")]
    fitted = model().fit(early[NUM + CAT], early["default_12m"])
    p = fitted.predict_proba(late[NUM + CAT])[:, 1]
    print("companies", len(early), len(late), "AUC", round(roc_auc_score(late["default_12m"], p), 4))


if __name__ == "__main__":
    main()
