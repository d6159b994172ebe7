import numpy as np
import pandas as pd
from scipy import stats
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold
from sklearn.metrics import balanced_accuracy_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


class GenePanel:
    """Keeps the genes whose expression differs most between two subtypes."""

    def __init__(self, size=50):
        self.size = size
        self.genes = []

    def build(self, expression, subtype):
        basal = expression[subtype == 1]
        luminal = expression[subtype == 0]
        _, p = stats.ttest_ind(basal.values, luminal.values, axis=0, equal_var=False)
        order = np.argsort(p)[: self.size]
        self.genes = list(expression.columns[order])
        return self

    def __call__(self, expression):
        return expression.loc[:, self.genes]


def evaluate(X, y, folds=5):
    scores = []
    for dev, held in StratifiedKFold(folds, shuffle=True, random_state=0).split(X, y):
        clf = make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=2000))
        clf.fit(X.iloc[dev], y[dev])
        scores.append(balanced_accuracy_score(y[held], clf.predict(X.iloc[held])))
    return np.mean(scores), np.std(scores)


if __name__ == "__main__":
    expr = np.log2(pd.read_csv("counts_tpm.csv", index_col="sample") + 1)
    y = pd.read_csv("subtypes.csv", index_col="sample").loc[expr.index, "basal"].to_numpy()
    panel = GenePanel(size=40).build(expr, y)
    mean, sd = evaluate(panel(expr), y)
    print(f"balanced accuracy {mean:.3f} +/- {sd:.3f}")
