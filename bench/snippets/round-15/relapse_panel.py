"""Relapse signature from bulk expression arrays."""
import json

import numpy as np
import pandas as pd
from sklearn.feature_selection import f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

N_PROBES = 60


def read_study(expression_path, clinical_path):
    expr = pd.read_csv(expression_path, index_col="sample_id")
    clinical = pd.read_csv(clinical_path, index_col="sample_id")
    shared = expr.index.intersection(clinical.index)
    return np.log2(expr.loc[shared] + 1), clinical.loc[shared, "relapse"]


def build_panel(expr, outcome, size):
    scores, p_values = f_classif(expr.to_numpy(), outcome.to_numpy())
    table = pd.DataFrame({"f": scores, "p": p_values}, index=expr.columns)
    table = table[table["p"] < 0.01].sort_values("f", ascending=False)
    return {"probes": table.index[:size].tolist(), "size": size}


def main():
    expr, relapse = read_study("arrays.csv", "clinical.csv")
    panel = build_panel(expr, relapse, N_PROBES)
    with open("panel.json", "w") as fh:
        json.dump(panel, fh)

    X = expr[panel["probes"]]
    X_train, X_test, y_train, y_test = train_test_split(
        X, relapse, test_size=0.3, stratify=relapse, random_state=1
    )
    model = make_pipeline(
        StandardScaler(), LogisticRegression(penalty="l2", C=0.1, max_iter=5000)
    )
    model.fit(X_train, y_train)
    auc = roc_auc_score(y_test, model.predict_proba(X_test)[:, 1])
    print(f"AUC on {len(X_test)} samples: {auc:.3f}")


if __name__ == "__main__":
    main()
