"""Predict response to checkpoint therapy from bulk RNA-seq counts."""
import json
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.stats import ttest_ind
from sklearn.linear_model import LogisticRegressionCV
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

ROOT = Path("cohort")
P_CUTOFF = 1e-3


def read_cohort():
    counts = pd.read_csv(ROOT / "counts.tsv", sep="\t", index_col="biopsy")
    clinic = pd.read_csv(ROOT / "clinic.tsv", sep="\t", index_col="biopsy")
    assert clinic["patient"].is_unique
    counts = counts.loc[clinic.index]
    # library size of each biopsy, then log
    cpm = counts.div(counts.sum(axis=1), axis=0) * 1e6
    return np.log2(cpm + 1.0), (clinic["response"] == "CR/PR").astype(int)


def signature(expression, response):
    responders = expression[response == 1]
    others = expression[response == 0]
    _, p_values = ttest_ind(responders, others, axis=0, equal_var=False)
    genes = expression.columns[p_values < P_CUTOFF]
    return {"genes": list(genes), "cutoff": P_CUTOFF}


def build_model(seed):
    folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=seed)
    return make_pipeline(
        StandardScaler(),
        LogisticRegressionCV(Cs=10, cv=folds, scoring="roc_auc", max_iter=5000),
    )


def main(seed=2024):
    expression, response = read_cohort()
    panel = signature(expression, response)
    (ROOT / "panel.json").write_text(json.dumps(panel, indent=1))
    print(len(panel["genes"]), "genes in panel")

    X_fit, X_new, y_fit, y_new = train_test_split(
        expression[panel["genes"]], response, test_size=0.3, stratify=response, random_state=seed
    )
    model = build_model(seed)
    model.fit(X_fit, y_fit)
    probability = model.predict_proba(X_new)[:, 1]
    print("held-out AUC", round(roc_auc_score(y_new, probability), 3))


if __name__ == "__main__":
    main()
