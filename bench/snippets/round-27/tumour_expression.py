"""Response to checkpoint inhibitors from bulk expression (one biopsy per patient)."""
import logging
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import RepeatedStratifiedKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

log = logging.getLogger("response")


@dataclass
class Panel:
    size: int = 60
    genes: list = field(default_factory=list)

    def choose(self, expression: pd.DataFrame, response: pd.Series) -> "Panel":
        strength = expression.corrwith(response, method="spearman").abs()
        self.genes = strength.nlargest(self.size).index.tolist()
        log.info("panel of %d genes, weakest |rho| %.3f", len(self.genes), strength[self.genes].min())
        return self

    def view(self, expression: pd.DataFrame) -> pd.DataFrame:
        return expression[self.genes]


def read_counts(path):
    counts = pd.read_csv(path, sep="\t", index_col=0).T
    depth = counts.sum(axis=1)
    return np.log2(counts.div(depth, axis=0) * 1e6 + 1)


def evaluate(x: pd.DataFrame, y: pd.Series, seed: int = 0):
    folds = RepeatedStratifiedKFold(n_splits=5, n_repeats=10, random_state=seed)
    scores = []
    for fit, held in folds.split(x, y):
        model = make_pipeline(
            StandardScaler(),
            LogisticRegression(penalty="elasticnet", solver="saga", l1_ratio=0.5, C=0.1, max_iter=5000),
        )
        model.fit(x.iloc[fit], y.iloc[fit])
        scores.append(roc_auc_score(y.iloc[held], model.predict_proba(x.iloc[held])[:, 1]))
    return np.array(scores)


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    expression = read_counts("counts.tsv")
    clinical = pd.read_csv("clinical.csv", index_col="sample").loc[expression.index]
    response = clinical["responder"].astype(int)

    panel = Panel(size=60).choose(expression, response)
    auc = evaluate(panel.view(expression), response)
    log.info("AUC %.3f +- %.3f", auc.mean(), auc.std())
