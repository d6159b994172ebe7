"""Subtype classification from bulk RNA expression (one sample per patient)."""
import numpy as np
import pandas as pd
from scipy import stats
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def read_cohort(expr_path, clinical_path):
    expr = pd.read_csv(expr_path, sep="\t", index_col=0).T
    clinical = pd.read_csv(clinical_path, sep="\t", index_col=0)
    common = expr.index.intersection(clinical.index)
    y = (clinical.loc[common, "subtype"] == "basal").astype(int)
    return np.log2(expr.loc[common] + 1.0), y


def informative_genes(expr, y, n_genes):
    pos = expr[y == 1].to_numpy()
    neg = expr[y == 0].to_numpy()
    _, pvalue = stats.ttest_ind(pos, neg, axis=0, equal_var=False)
    ranking = np.argsort(np.nan_to_num(pvalue, nan=1.0))
    return list(expr.columns[ranking[:n_genes]])


def evaluate(expr, y, folds=5):
    scores = []
    cv = StratifiedKFold(folds, shuffle=True, random_state=1)
    for fit_idx, held_idx in cv.split(expr, y):
        clf = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=2000))
        clf.fit(expr.iloc[fit_idx], y.iloc[fit_idx])
        proba = clf.predict_proba(expr.iloc[held_idx])[:, 1]
        scores.append(roc_auc_score(y.iloc[held_idx], proba))
    return np.array(scores)


def main():
    expr, y = read_cohort("cohort/expression.tsv", "cohort/clinical.tsv")
    panel = informative_genes(expr, y, n_genes=60)
    scores = evaluate(expr[panel], y)
    print("panel size", len(panel))
    print(f"AUC {scores.mean():.3f} +- {scores.std():.3f}")


if __name__ == "__main__":
    main()
