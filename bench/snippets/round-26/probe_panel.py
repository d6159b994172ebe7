"""Classify tumour subtype from a micro-array expression matrix."""
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.feature_selection import f_classif
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

ROOT = Path("data/geo")
N_PROBES = 150


def load_series():
    expr = pd.read_csv(ROOT / "expression.tsv", sep="\t", index_col=0).T
    pheno = pd.read_csv(ROOT / "phenotype.tsv", sep="\t", index_col=0)
    pheno = pheno.loc[expr.index]
    return np.log2(expr.to_numpy(dtype=float) + 1.0), pheno["subtype"].to_numpy(), expr.columns


def informative(values, labels, k=N_PROBES):
    f_stat, _ = f_classif(values, labels)
    f_stat = np.nan_to_num(f_stat, nan=-1.0)
    return np.sort(np.argsort(f_stat)[::-1][:k])


def make_model():
    return Pipeline([
        ("scale", StandardScaler()),
        ("clf", LogisticRegression(penalty="l2", C=0.1, max_iter=5000)),
    ])


def run():
    values, labels, probes = load_series()
    keep = informative(values, labels)
    panel = values[:, keep]
    print(f"{panel.shape[0]} samples, {panel.shape[1]} probes kept of {len(probes)}")

    folds = StratifiedKFold(n_splits=10, shuffle=True, random_state=3)
    scores = []
    for fit_idx, held_idx in folds.split(panel, labels):
        model = make_model().fit(panel[fit_idx], labels[fit_idx])
        scores.append(balanced_accuracy_score(labels[held_idx], model.predict(panel[held_idx])))
    print(f"balanced accuracy {np.mean(scores):.3f} +/- {np.std(scores):.3f}")
    pd.Series(probes[keep]).to_csv("panel_probes.csv", index=False)


if __name__ == "__main__":
    run()
