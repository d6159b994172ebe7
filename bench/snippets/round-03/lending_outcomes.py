"""Probability of default at application, from the closed-loan extract."""
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

APPLICATION = ["loan_amnt", "term", "annual_inc", "dti", "fico_low", "emp_length"]
ACCOUNT = ["revol_bal", "revol_util", "open_acc", "total_acc"]
PAYMENTS = ["total_rec_late_fee", "recoveries", "collection_recovery_fee", "last_pymnt_amnt"]


class DefaultModel:
    features = APPLICATION + ACCOUNT + PAYMENTS

    def __init__(self, **params):
        self.clf = LGBMClassifier(**{"n_estimators": 500, "num_leaves": 31, **params})

    @staticmethod
    def label(loans):
        return loans["loan_status"].isin(["Charged Off", "Default"]).astype(int)

    def fit(self, loans):
        self.clf.fit(loans[self.features], self.label(loans))
        return self

    def auc(self, loans):
        return roc_auc_score(self.label(loans), self.clf.predict_proba(loans[self.features])[:, 1])


if __name__ == "__main__":
    closed = pd.read_parquet("closed_loans.parquet")
    train, test = train_test_split(closed, test_size=0.2, random_state=0)
    model = DefaultModel(learning_rate=0.05).fit(train)
    print(f"AUC {model.auc(test):.4f}")
