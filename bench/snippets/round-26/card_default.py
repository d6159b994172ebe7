"""Default within six months of a credit card statement."""
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

STATEMENT = ["balance", "limit", "min_due", "days_on_book"]
BUREAU = ["open_lines", "arrears_total", "inquiries_12m", "report_age_days"]
CHANNEL = ["channel"]
TRAIN_END = pd.Timestamp("2021-06-30")
TEST_START = pd.Timestamp("2022-01-01")


def statements(path):
    rows = pd.read_parquet(path)
    rows["statement_date"] = pd.to_datetime(rows["statement_date"])
    rows = rows.sample(frac=1, random_state=0).drop_duplicates("customer_id")
    return rows.sort_values("statement_date")


def with_bureau(rows, path):
    reports = pd.read_parquet(path)
    reports["report_date"] = pd.to_datetime(reports["report_date"])
    joined = pd.merge_asof(
        rows,
        reports.sort_values("report_date"),
        left_on="statement_date",
        right_on="report_date",
        by="customer_id",
        direction="backward",
        allow_exact_matches=False,
    )
    joined["report_age_days"] = (joined["statement_date"] - joined["report_date"]).dt.days
    return joined


def make_model():
    numeric = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler())
    prep = make_column_transformer(
        (numeric, STATEMENT + BUREAU),
        (OneHotEncoder(handle_unknown="ignore"), CHANNEL),
    )
    return make_pipeline(prep, LogisticRegression(C=0.5, max_iter=2000))


def main():
    table = with_bureau(statements("statements.parquet"), "bureau_reports.parquet")
    cols = STATEMENT + BUREAU + CHANNEL
    train = table[table["statement_date"] <= TRAIN_END]
    test = table[table["statement_date"] >= TEST_START]
    model = make_model().fit(train[cols], train["default_6m"])
    risk = model.predict_proba(test[cols])[:, 1]
    print("AUC", round(roc_auc_score(test["default_6m"], risk), 3))
    print("Brier", round(brier_score_loss(test["default_6m"], risk), 4))


if __name__ == "__main__":
    main()
