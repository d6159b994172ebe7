"""Fit the credit model and store its artefacts."""
import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from columns import NUMERIC, TARGET


def main():
    loans = pd.read_csv("data/loans.csv")
    train, test = train_test_split(loans, test_size=0.2, stratify=loans[TARGET], random_state=0)
    scaler = StandardScaler().fit(train[NUMERIC])
    clf = LogisticRegression(C=0.3, max_iter=1000)
    clf.fit(scaler.transform(train[NUMERIC]), train[TARGET])
    prob = clf.predict_proba(scaler.transform(test[NUMERIC]))[:, 1]
    print("test auc", roc_auc_score(test[TARGET], prob))
    joblib.dump(scaler, "artifacts/scaler.joblib")
    joblib.dump(clf, "artifacts/clf.joblib")


if __name__ == "__main__":
    main()
