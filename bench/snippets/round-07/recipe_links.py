"""Link prediction on a recipe site: will this user save this recipe?"""
import numpy as np
import pandas as pd
from scipy.sparse import coo_matrix
from scipy.sparse.linalg import svds
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(0)
saves = pd.read_csv("saves.tsv", sep="\t", names=["user", "recipe"]).drop_duplicates()
u, n_u = saves["user"].factorize()[0], saves["user"].nunique()
r, n_r = saves["recipe"].factorize()[0], saves["recipe"].nunique()

A = coo_matrix((np.ones(len(u), dtype=np.float32), (u, r)), shape=(n_u, n_r)).tocsr()
U, s, Vt = svds(A, k=48)
P, Q = U * np.sqrt(s), Vt.T * np.sqrt(s)

known = set(zip(u.tolist(), r.tolist()))


def negatives(k):
    out = []
    while len(out) < k:
        pair = (int(rng.integers(n_u)), int(rng.integers(n_r)))
        if pair not in known:
            out.append(pair)
    return np.array(out)


def pair_features(pairs):
    return np.hstack([P[pairs[:, 0]] * Q[pairs[:, 1]], (P[pairs[:, 0]] * Q[pairs[:, 1]]).sum(1, keepdims=True)])


pos = np.column_stack([u, r])
rng.shuffle(pos)
cut = int(0.9 * len(pos))
neg = negatives(len(pos))

train = np.vstack([pos[:cut], neg[:cut]])
test = np.vstack([pos[cut:], neg[cut:]])
lab = lambda n_pos, n_all: (np.arange(n_all) < n_pos).astype(int)

clf = LogisticRegression(max_iter=1000).fit(pair_features(train), lab(cut, len(train)))
score = clf.predict_proba(pair_features(test))[:, 1]
print("link AUC", roc_auc_score(lab(len(pos) - cut, len(test)), score))
