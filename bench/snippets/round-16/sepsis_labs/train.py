import sys

import pandas as pd
from sklearn.linear_model import LogisticRegressionCV
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from labs import blank_implausible, complete_panel, ratios


def load(path):
    first_stay = pd.read_csv(path, index_col="patient_id")
    return first_stay.pipe(blank_implausible).pipe(complete_panel).pipe(ratios)


def main(path):
    cohort = load(path)
    y = cohort.pop("sepsis_48h")
    X = cohort.assign(sex=(cohort["sex"] == "F").astype(int))
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=3
    )
    clf = make_pipeline(
        StandardScaler(),
        LogisticRegressionCV(Cs=10, cv=5, scoring="average_precision", max_iter=2000),
    )
    clf.fit(X_train, y_train)
    risk = clf.predict_proba(X_test)[:, 1]
    print("AUROC", round(roc_auc_score(y_test, risk), 3))
    print("AUPRC", round(average_precision_score(y_test, risk), 3))


if __name__ == "__main__":
    main(sys.argv[1])
