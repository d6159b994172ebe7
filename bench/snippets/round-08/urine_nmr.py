from functools import partial

import numpy as np
import pandas as pd
from sklearn.decomposition import NMF
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import RepeatedStratifiedKFold, cross_validate
from sklearn.preprocessing import MinMaxScaler


def quantile_normalise(M):
    """Bolstad: all samples get the mean distribution."""
    ranks = M.argsort(axis=1).argsort(axis=1)
    reference = np.sort(M, axis=1).mean(axis=0)
    return reference[ranks]


def embed(M, k):
    M = quantile_normalise(M)
    M = MinMaxScaler().fit_transform(M)
    return NMF(n_components=k, init="nndsvda", max_iter=800, random_state=0).fit_transform(M)


bins = pd.read_csv("urine_buckets.csv", index_col="sample")
group = (bins.pop("group") == "case").astype(int).to_numpy()
ppm = bins.columns.astype(float)
bins = bins.loc[:, ~((ppm > 4.5) & (ppm < 5.0))]  # water and urea

signature = partial(embed, k=15)
S = signature(bins.to_numpy())

cv = RepeatedStratifiedKFold(n_splits=5, n_repeats=10, random_state=4)
res = cross_validate(
    LogisticRegression(C=1.0, max_iter=1000), S, group, cv=cv, scoring=("roc_auc", "balanced_accuracy")
)
for name in ("roc_auc", "balanced_accuracy"):
    v = res["test_" + name]
    print(f"{name:>18}: {v.mean():.3f} ({np.quantile(v, 0.025):.3f} - {np.quantile(v, 0.975):.3f})")
