"""Funded or not from the abstract and the self-assessment of the applicants. One row per proposal."""
import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegressionCV
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import FunctionTransformer, Normalizer

FORM = ["readiness", "novelty", "risk", "team", "openness"]
SIZE_EDGES = [0, 50_000, 150_000, 500_000, np.inf]


def load(path="proposals.csv"):
    table = pd.read_csv(path).drop_duplicates("proposal")
    table["abstract"] = table["abstract"].fillna("").str.lower()
    return table.drop_duplicates("abstract")


def text_block(table):
    hashing = HashingVectorizer(n_features=2**16, ngram_range=(1, 2), alternate_sign=False, norm=None)
    counts = FunctionTransformer(np.log1p, accept_sparse=True).fit_transform(
        hashing.fit_transform(table["abstract"])
    )
    return Normalizer().fit_transform(counts)


def form_block(table):
    form = table[FORM].fillna(0)
    size = pd.cut(table["requested_eur"], SIZE_EDGES, labels=False, include_lowest=True)
    block = pd.DataFrame(
        {
            "mean": form.mean(axis=1) / 5,
            "spread": (form.max(axis=1) - form.min(axis=1)) / 5,
            "size": size.fillna(-1) / 4,
            "partners": np.log1p(table["partners"].fillna(0)),
        }
    )
    return csr_matrix(block.to_numpy(dtype=float))


def main():
    table = load()
    X = hstack([text_block(table), form_block(table)]).tocsr()
    y = table["funded"].to_numpy()
    X_fit, X_out, y_fit, y_out = train_test_split(X, y, test_size=0.25, stratify=y, random_state=34)

    model = LogisticRegressionCV(Cs=8, cv=5, scoring="average_precision", max_iter=3000)
    model.fit(X_fit, y_fit)
    p = model.predict_proba(X_out)[:, 1]
    print("C", model.C_, "AUC", roc_auc_score(y_out, p), "AP", average_precision_score(y_out, p))


if __name__ == "__main__":
    main()
