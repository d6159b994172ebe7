import argparse
import json

import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, classification_report
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from screening import differential_panel, log_cpm


def parse():
    ap = argparse.ArgumentParser()
    ap.add_argument("--counts", default="counts.tsv.gz")
    ap.add_argument("--clinical", default="clinical.tsv")
    ap.add_argument("--panel-size", type=int, default=60)
    ap.add_argument("--out", default="panel.json")
    return ap.parse_args()


def load(args):
    counts = pd.read_csv(args.counts, sep="\t", index_col="patient")
    clinical = pd.read_csv(args.clinical, sep="\t", index_col="patient")
    shared = counts.index.intersection(clinical.index)
    return log_cpm(counts.loc[shared]), clinical.loc[shared, "subtype"].astype("category").cat.codes


def main():
    args = parse()
    expr, subtype = load(args)
    panel = differential_panel(expr, subtype, args.panel_size)
    with open(args.out, "w") as fh:
        json.dump(panel, fh)

    X_train, X_test, y_train, y_test = train_test_split(
        expr[panel], subtype, test_size=0.3, stratify=subtype, random_state=17
    )
    search = GridSearchCV(
        make_pipeline(StandardScaler(), LogisticRegression(max_iter=5000)),
        {"logisticregression__C": [0.001, 0.01, 0.1, 1.0]},
        cv=StratifiedKFold(5, shuffle=True, random_state=17),
        scoring="balanced_accuracy",
    )
    search.fit(X_train, y_train)
    predicted = search.predict(X_test)
    print("balanced accuracy", balanced_accuracy_score(y_test, predicted))
    print(classification_report(y_test, predicted))


if __name__ == "__main__":
    main()
