#!/usr/bin/env python
# usage: methylation_panel.py betas.npy status.npy [n_sites]
import sys
import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def point_biserial(M, s):
    Mc = M - M.mean(0)
    sc = s - s.mean()
    num = sc @ Mc
    den = np.sqrt((Mc ** 2).sum(0) * (sc ** 2).sum()) + 1e-12
    return num / den


def main():
    M = np.load(sys.argv[1])          # samples x ~450k sites
    s = np.load(sys.argv[2]).astype(float)
    k = int(sys.argv[3]) if len(sys.argv) > 3 else 150

    r = np.abs(point_biserial(M, s))
    panel = np.argsort(r)[::-1][:k]
    np.savetxt("panel_idx.txt", panel, fmt="%d")
    M = M[:, panel]

    aucs = []
    for a, b in StratifiedKFold(n_splits=5, shuffle=True, random_state=1).split(M, s):
        clf = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=2000))
        clf.fit(M[a], s[a])
        aucs.append(roc_auc_score(s[b], clf.decision_function(M[b])))
    print("AUC %.3f +- %.3f (%d sites)" % (np.mean(aucs), np.std(aucs), k))


if __name__ == "__main__":
    main()
