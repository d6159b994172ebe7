#!/usr/bin/env python3
import argparse
import logging

import pandas as pd
from imblearn.over_sampling import SMOTE
from imblearn.pipeline import Pipeline
from imblearn.under_sampling import RandomUnderSampler
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.preprocessing import StandardScaler

LOG = logging.getLogger("disputes")


def build(seed):
    return Pipeline(
        steps=[
            ("scale", StandardScaler()),
            ("over", SMOTE(sampling_strategy=0.2, random_state=seed)),
            ("under", RandomUnderSampler(sampling_strategy=0.5, random_state=seed)),
            ("rf", RandomForestClassifier(n_estimators=300, n_jobs=-1, random_state=seed)),
        ]
    )


def main(argv=None):
    p = argparse.ArgumentParser()
    p.add_argument("csv")
    p.add_argument("--seed", type=int, default=10)
    opts = p.parse_args(argv)
    logging.basicConfig(level=logging.INFO)

    frame = pd.read_csv(opts.csv)
    y = frame.pop("disputed")
    X_tr, X_te, y_tr, y_te = train_test_split(
        frame, y, test_size=0.2, stratify=y, random_state=opts.seed
    )

    search = GridSearchCV(
        build(opts.seed),
        {"over__k_neighbors": [3, 5], "rf__max_features": ["sqrt", 0.3]},
        scoring="average_precision",
        cv=StratifiedKFold(5, shuffle=True, random_state=opts.seed),
    )
    search.fit(X_tr, y_tr)
    LOG.info("cv AP %.3f with %s", search.best_score_, search.best_params_)
    ap = average_precision_score(y_te, search.predict_proba(X_te)[:, 1])
    LOG.info("AP on untouched rows %.3f (base rate %.4f)", ap, y_te.mean())


if __name__ == "__main__":
    main()
