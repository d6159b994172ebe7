"""Repayment of micro loans: three scorecards under one logistic layer."""
import numpy as np
import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.base import clone
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

COLUMNS = [
    "income_month", "household_size", "years_at_address", "amount", "term_weeks",
    "existing_debt", "savings_balance", "business_age_months",
]


class ScorecardStack:
    def __init__(self, cards, folds):
        self.cards = cards
        self.folds = folds
        self.top = LogisticRegression()

    def fit(self, X, y):
        columns = [
            cross_val_predict(card, X, y, cv=self.folds, method="predict_proba")[:, 1]
            for card in self.cards.values()
        ]
        self.top.fit(np.column_stack(columns), y)
        self.fitted = {name: clone(card).fit(X, y) for name, card in self.cards.items()}
        return self

    def card_scores(self, X):
        return {name: card.predict_proba(X)[:, 1] for name, card in self.fitted.items()}

    def predict_proba(self, X):
        return self.top.predict_proba(np.column_stack(list(self.card_scores(X).values())))


def main():
    loans = pd.read_csv("loans.csv").sort_values("loan_no")
    loans = loans.drop_duplicates("client_id", keep="first")
    X, y = loans[COLUMNS], loans["defaulted"]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=22
    )
    cards = {
        "logit": make_pipeline(
            SimpleImputer(strategy="median"), StandardScaler(), LogisticRegression(max_iter=2000)
        ),
        "forest": make_pipeline(
            SimpleImputer(strategy="median"),
            RandomForestClassifier(n_estimators=500, min_samples_leaf=10, random_state=22),
        ),
        "boost": LGBMClassifier(n_estimators=250, learning_rate=0.05, random_state=22),
    }
    folds = StratifiedKFold(5, shuffle=True, random_state=22)
    stack = ScorecardStack(cards, folds).fit(X_train, y_train)
    print(f"stack AUC {roc_auc_score(y_test, stack.predict_proba(X_test)[:, 1]):.4f}")


if __name__ == "__main__":
    main()
