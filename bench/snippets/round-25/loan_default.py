"""Default within 24 months for closed consumer loans, decided at application."""
import numpy as np
import pandas as pd
from sklearn.calibration import CalibratedClassifierCV
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder


class LoanBook:
    label = "defaulted"
    keys = ("loan_id", "applicant_id")

    def __init__(self, path):
        self.frame = pd.read_parquet(path).drop_duplicates("applicant_id")

    def with_label(self):
        worst = self.frame["max_days_past_due_24m"]
        self.frame[self.label] = (worst >= 90).astype(int)
        return self

    def with_ratios(self):
        f = self.frame
        f["debt_to_income"] = f["monthly_debt"] / f["monthly_income"].clip(lower=1)
        f["loan_to_income"] = f["principal"] / (12 * f["monthly_income"].clip(lower=1))
        f["log_income"] = np.log1p(f["monthly_income"])
        return self

    def inputs(self):
        return self.frame.drop(columns=[*self.keys, self.label])

    def outcome(self):
        return self.frame[self.label]


def scorecard(X):
    text = X.select_dtypes(include="object").columns.tolist()
    number = X.columns.difference(text).tolist()
    encode = ColumnTransformer([
        ("number", SimpleImputer(strategy="median"), number),
        ("text", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), text),
    ])
    boost = HistGradientBoostingClassifier(max_iter=250, learning_rate=0.06, random_state=0)
    return CalibratedClassifierCV(Pipeline([("encode", encode), ("boost", boost)]),
                                  method="isotonic", cv=5)


def main():
    book = LoanBook("closed_loans.parquet").with_label().with_ratios()
    X_train, X_test, y_train, y_test = train_test_split(
        book.inputs(), book.outcome(), test_size=0.2, stratify=book.outcome(), random_state=24
    )
    card = scorecard(X_train).fit(X_train, y_train)
    pd_24m = card.predict_proba(X_test)[:, 1]
    auc = roc_auc_score(y_test, pd_24m)
    print(f"Gini {2 * auc - 1:.4f}  Brier {brier_score_loss(y_test, pd_24m):.5f}")


if __name__ == "__main__":
    main()
