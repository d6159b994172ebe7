"""Drop-out from first-semester courses; information of week one only, one row per student."""
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

WEEK_ONE = [
    "entry_grade", "age", "distance_km", "logins_w1", "forum_posts_w1", "quiz_w1",
    "minutes_video_w1", "works_part_time", "first_generation",
]


class Committee:
    def __init__(self, members, seed):
        self.members = members
        self.folds = StratifiedKFold(5, shuffle=True, random_state=seed)
        self.chair = LogisticRegression()

    def fit(self, X, y):
        votes = [
            cross_val_predict(member, X, y, cv=self.folds, method="predict_proba")[:, 1]
            for member in self.members.values()
        ]
        self.chair.fit(np.column_stack(votes), y)
        self.fitted = {name: clone(member).fit(X, y) for name, member in self.members.items()}
        return self

    def predict_proba(self, X):
        votes = [member.predict_proba(X)[:, 1] for member in self.fitted.values()]
        return self.chair.predict_proba(np.column_stack(votes))


def members(seed):
    return {
        "forest": RandomForestClassifier(600, min_samples_leaf=3, random_state=seed),
        "boost": HistGradientBoostingClassifier(max_iter=200, learning_rate=0.05, random_state=seed),
        "svc": make_pipeline(StandardScaler(), SVC(probability=True, random_state=seed)),
    }


def main(seed=2):
    students = pd.read_csv("cohort_2018.csv").drop_duplicates("student").dropna(subset=WEEK_ONE)
    X, y = students[WEEK_ONE], students["dropped_out"].astype(int)
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=seed
    )
    committee = Committee(members(seed), seed).fit(X_train, y_train)
    p = committee.predict_proba(X_test)[:, 1]
    print(dict(zip(committee.members, committee.chair.coef_[0].round(2))))
    print(f"committee  AUC {roc_auc_score(y_test, p):.4f}  log loss {log_loss(y_test, p):.4f}")


if __name__ == "__main__":
    main()
