"""Score loans on the day they are lent, so that reminders go to the right readers."""
from pathlib import Path

import duckdb
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMBERS = ["pages", "earlier_loans", "earlier_pages", "days_since_loan", "earlier_overdue_rate"]
COLUMNS = NUMBERS + ["shelf"]
SQL = Path(__file__).with_name("features.sql")


def table():
    with duckdb.connect("library.duckdb", read_only=True) as link:
        loans = link.execute(SQL.read_text()).df()
    for column in ("lent_on", "due_on"):
        loans[column] = pd.to_datetime(loans[column])
    return loans


def period(loans, start, end):
    # every outcome of a period is known when the next one starts
    return loans[(loans["lent_on"] >= start) & (loans["due_on"] < end)]


def model(C):
    numbers = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler())
    columns = make_column_transformer((numbers, NUMBERS), (OneHotEncoder(handle_unknown="ignore"), ["shelf"]))
    return make_pipeline(columns, LogisticRegression(C=C, max_iter=2000))


def main():
    loans = table()
    fit = period(loans, "2022-01-01", "2023-09-01")
    tune = period(loans, "2023-09-01", "2024-01-01")
    final = period(loans, "2024-01-01", "2024-05-01")

    losses = {}
    for C in (0.01, 0.1, 1.0, 10.0):
        chance = model(C).fit(fit[COLUMNS], fit["overdue"]).predict_proba(tune[COLUMNS])[:, 1]
        losses[C] = brier_score_loss(tune["overdue"], chance)
    chosen = model(min(losses, key=losses.get)).fit(fit[COLUMNS], fit["overdue"])

    chance = chosen.predict_proba(final[COLUMNS])[:, 1]
    print("Brier", brier_score_loss(final["overdue"], chance), "AUC", roc_auc_score(final["overdue"], chance))


if __name__ == "__main__":
    main()
