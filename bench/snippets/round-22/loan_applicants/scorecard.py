import argparse

import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.svm import SVC

from columns import COUNTS, MONEY, treat


def load(path):
    frame = pd.read_parquet(path)
    frame = frame.dropna(subset=MONEY + COUNTS + ["defaulted"])
    return frame.drop_duplicates("applicant_id").reset_index(drop=True)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("path")
    parser.add_argument("--seed", type=int, default=4)
    args = parser.parse_args()

    applications = load(args.path).pipe(treat)
    y = applications["defaulted"].astype(int)
    x = applications[MONEY + COUNTS]
    x_fit, x_hold, y_fit, y_hold = train_test_split(
        x, y, test_size=0.3, stratify=y, random_state=args.seed
    )

    search = GridSearchCV(
        SVC(class_weight="balanced"),
        {"C": [0.3, 1.0, 3.0], "gamma": ["scale", 0.05, 0.2]},
        scoring="roc_auc",
        cv=5,
    )
    search.fit(x_fit, y_fit)
    auc = roc_auc_score(y_hold, search.decision_function(x_hold))
    print(f"chosen {search.best_params_}, cv AUC {search.best_score_:.3f}")
    print(f"holdout AUC {auc:.3f}, Gini {2 * auc - 1:.3f}")


if __name__ == "__main__":
    main()
