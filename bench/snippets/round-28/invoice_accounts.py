"""Suggest the ledger account of a supplier invoice from its text.

The ERP drops one file a month into exports/. Each file holds the invoices of the
trailing 90 days, so corrections of late postings reach us as well.
"""
from pathlib import Path

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline

EXPORTS = Path("exports")


def read_month(path: Path) -> pd.DataFrame:
    month = pd.read_csv(path, sep=";", dtype="string")
    month.columns = month.columns.str.lower().str.strip()
    month["text"] = month["supplier"].fillna("") + " " + month["line_text"].fillna("")
    return month[["invoice_no", "text", "account"]].dropna(subset=["account"])


def read_all(folder: Path) -> pd.DataFrame:
    months = [read_month(p) for p in sorted(folder.glob("invoices_*.csv"))]
    ledger = pd.concat(months, ignore_index=True)
    common = ledger["account"].value_counts()
    return ledger[ledger["account"].isin(common[common >= 30].index)]


def build() -> Pipeline:
    return Pipeline(
        [
            ("words", TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)),
            ("clf", SGDClassifier(loss="log_loss", alpha=1e-5, random_state=0)),
        ]
    )


if __name__ == "__main__":
    ledger = read_all(EXPORTS)
    train, test = train_test_split(
        ledger, test_size=0.2, stratify=ledger["account"], random_state=17
    )
    model = build().fit(train["text"], train["account"])
    guess = model.predict(test["text"])
    print("accuracy", accuracy_score(test["account"], guess))
    print("macro F1", f1_score(test["account"], guess, average="macro"))
