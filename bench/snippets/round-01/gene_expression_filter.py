import json
import sys

import pandas as pd
from sklearn.linear_model import LogisticRegressionCV
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split

CONFIG = {"n_genes": 60, "test_size": 0.3, "seed": 5}


def load(matrix_path, pheno_path):
    expr = pd.read_csv(matrix_path, sep="\t", index_col="sample")
    pheno = pd.read_csv(pheno_path, sep="\t", index_col="sample")["relapse"]
    return expr.loc[pheno.index], pheno


def strongest(expr, pheno, n):
    strength = expr.corrwith(pheno).abs().sort_values(ascending=False)
    return strength.index[:n].tolist()


def run(matrix_path, pheno_path):
    expr, pheno = load(matrix_path, pheno_path)
    panel = strongest(expr, pheno, CONFIG["n_genes"])
    X_tr, X_te, y_tr, y_te = train_test_split(
        expr[panel], pheno,
        test_size=CONFIG["test_size"], random_state=CONFIG["seed"], stratify=pheno,
    )
    clf = LogisticRegressionCV(Cs=8, cv=5, penalty="l2", max_iter=2000).fit(X_tr, y_tr)
    return {"panel": panel, "bacc": balanced_accuracy_score(y_te, clf.predict(X_te))}


if __name__ == "__main__":
    json.dump(run(*sys.argv[1:3]), sys.stdout, indent=2)
