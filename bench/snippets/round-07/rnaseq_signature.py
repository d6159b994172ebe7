import numpy as np
import pandas as pd
from scipy.stats import ttest_ind
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

counts = pd.read_table("tpm_matrix.tsv.gz", index_col=0).T
pheno = pd.read_table("phenotype.tsv", index_col=0).loc[counts.index]

resp = (pheno["response"] == "CR").to_numpy().astype(int)
expr = np.log2(counts.to_numpy() + 1.0)


def signature(expr, resp, n_genes=60):
    t, p = ttest_ind(expr[resp == 1], expr[resp == 0], equal_var=False)
    ranked = np.argsort(np.nan_to_num(p, nan=1.0))
    return ranked[:n_genes]


genes = signature(expr, resp)
print("top genes:", list(counts.columns[genes][:10]))
Z = expr[:, genes]

scores = []
for tr, te in StratifiedKFold(n_splits=10, shuffle=True, random_state=1).split(Z, resp):
    clf = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=2000))
    clf.fit(Z[tr], resp[tr])
    scores.append(roc_auc_score(resp[te], clf.predict_proba(Z[te])[:, 1]))

print(f"AUC {np.mean(scores):.3f} +/- {np.std(scores):.3f} over {len(scores)} folds")
