"""Pick a small plasma protein panel for early fibrosis and measure how well it discriminates."""
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from scipy.stats import mannwhitneyu
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


@dataclass
class Assay:
    abundance: pd.DataFrame
    fibrosis: pd.Series
    panel: list = field(default_factory=list)


def read_assay(olink_path, clinic_path):
    wide = pd.read_csv(olink_path, index_col="donor_id")
    clinic = pd.read_csv(clinic_path, index_col="donor_id")
    shared = wide.index.intersection(clinic.index)
    return Assay(np.log2(wide.loc[shared] + 1.0), (clinic.loc[shared, "stage"] >= 2).astype(int))


def rank_proteins(abundance, outcome):
    cases, controls = abundance[outcome == 1], abundance[outcome == 0]
    p_values = {
        protein: mannwhitneyu(cases[protein], controls[protein]).pvalue
        for protein in abundance.columns
    }
    return pd.Series(p_values).sort_values()


def shortlist(assay, size):
    ranking = rank_proteins(assay.abundance, assay.fibrosis)
    assay.panel = ranking.head(size).index.tolist()
    return assay


def evaluate(assay, seed=11):
    X = assay.abundance[assay.panel]
    X_train, X_test, y_train, y_test = train_test_split(
        X, assay.fibrosis, test_size=0.3, stratify=assay.fibrosis, random_state=seed
    )
    svm = Pipeline([("scale", StandardScaler()), ("svc", SVC(kernel="rbf"))])
    grid = {"svc__C": [0.1, 1, 10], "svc__gamma": ["scale", 0.01, 0.1]}
    folds = StratifiedKFold(5, shuffle=True, random_state=seed)
    search = GridSearchCV(svm, grid, cv=folds, scoring="roc_auc").fit(X_train, y_train)
    return roc_auc_score(y_test, search.decision_function(X_test)), search.best_params_


if __name__ == "__main__":
    assay = shortlist(read_assay("data/olink_npx.csv", "data/clinic.csv"), size=20)
    auc, params = evaluate(assay)
    print(f"{len(assay.panel)} proteins, AUC {auc:.3f}, {params}")
