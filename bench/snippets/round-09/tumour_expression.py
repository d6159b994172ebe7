from functools import partial

import numpy as np
import pandas as pd
from sklearn.feature_selection import SelectKBest, VarianceThreshold, f_classif, mutual_info_classif
from sklearn.model_selection import RepeatedStratifiedKFold, cross_val_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import LinearSVC

expr = pd.read_csv("expr_tpm.tsv", sep="\t", index_col=0).T
clin = pd.read_csv("clinical.tsv", sep="\t", index_col=0)
shared = expr.index.intersection(clin.index)
X = np.log2(expr.loc[shared].to_numpy() + 1.0)
y = (clin.loc[shared, "relapse"] == "yes").to_numpy().astype(int)
print(X.shape, y.mean().round(3))


def flow(score, k):
    return Pipeline([
        ("var", VarianceThreshold(0.05)),
        ("z", StandardScaler()),
        ("top", SelectKBest(score, k=k)),
        ("svm", LinearSVC(C=0.01, dual="auto", class_weight="balanced")),
    ])


cv = RepeatedStratifiedKFold(n_splits=5, n_repeats=10, random_state=77)
pre_registered = {
    "anova-100": flow(f_classif, 100),
    "mi-100": flow(partial(mutual_info_classif, random_state=0), 100),
}
for name, est in pre_registered.items():
    s = cross_val_score(est, X, y, cv=cv, scoring="roc_auc", n_jobs=-1)
    print(f"{name:<10} {s.mean():.3f} ({np.percentile(s, 2.5):.3f} - {np.percentile(s, 97.5):.3f})")
