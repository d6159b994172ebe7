"""Response to checkpoint therapy from bulk RNA of the pre-treatment biopsy."""
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score, roc_auc_score
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from genes import log_counts, rank_genes

PANEL_SIZE = 60


def load():
    counts = pd.read_csv("cohort/counts.tsv", sep="\t", index_col="patient")
    clinical = pd.read_csv("cohort/clinical.tsv", sep="\t", index_col="patient")
    clinical = clinical.loc[counts.index]
    return log_counts(counts), clinical["responder"].astype(int)


def main():
    expr, responder = load()
    panel = rank_genes(expr, responder).index[:PANEL_SIZE]
    signature = expr[panel]

    X_train, X_test, y_train, y_test = train_test_split(
        signature, responder, test_size=0.3, stratify=responder, random_state=5
    )
    search = GridSearchCV(
        make_pipeline(StandardScaler(), LogisticRegression(max_iter=5000)),
        {"logisticregression__C": [0.01, 0.1, 1.0]},
        cv=StratifiedKFold(5, shuffle=True, random_state=5),
        scoring="roc_auc",
    )
    search.fit(X_train, y_train)
    proba = search.predict_proba(X_test)[:, 1]
    print("C", search.best_params_)
    print(f"AUC {roc_auc_score(y_test, proba):.3f}")
    print(f"balanced accuracy {balanced_accuracy_score(y_test, proba > 0.5):.3f}")
    pd.Series(panel, name="gene").to_csv("signature_genes.csv", index=False)


if __name__ == "__main__":
    main()
