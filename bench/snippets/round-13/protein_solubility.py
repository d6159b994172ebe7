"""Solubility of expressed proteins from language-model embeddings, stacked."""
import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, ClassifierMixin, clone
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import matthews_corrcoef, roc_auc_score
from sklearn.model_selection import GroupKFold, GroupShuffleSplit, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def base_models():
    return [
        make_pipeline(StandardScaler(), LogisticRegression(C=0.01, max_iter=3000)),
        make_pipeline(StandardScaler(), SVC(C=2.0, probability=True, random_state=0)),
        RandomForestClassifier(n_estimators=500, max_features=0.1, random_state=0, n_jobs=4),
    ]


class FamilyStack(ClassifierMixin, BaseEstimator):
    """Stack whose inner folds keep a sequence family together."""

    def __init__(self, models, folds=5):
        self.models = models
        self.folds = folds

    def fit(self, x, y, families):
        self.classes_ = np.unique(y)
        columns = []
        for model in self.models:
            p = cross_val_predict(
                model, x, y, groups=families, cv=GroupKFold(self.folds), method="predict_proba"
            )
            columns.append(p[:, 1])
        self.top_ = LogisticRegression().fit(np.column_stack(columns), y)
        self.fitted_ = [clone(model).fit(x, y) for model in self.models]
        return self

    def predict_proba(self, x):
        columns = [model.predict_proba(x)[:, 1] for model in self.fitted_]
        return self.top_.predict_proba(np.column_stack(columns))

    def predict(self, x):
        return self.classes_[self.predict_proba(x).argmax(axis=1)]


def main():
    embeddings = np.load("data/esm_mean.npy")
    sheet = pd.read_csv("data/proteins.csv")
    soluble = sheet["soluble"].to_numpy()
    families = sheet["cluster_30pct"].to_numpy()

    splitter = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=10)
    dev, held = next(splitter.split(embeddings, soluble, families))
    stack = FamilyStack(base_models()).fit(embeddings[dev], soluble[dev], families[dev])

    score = stack.predict_proba(embeddings[held])[:, 1]
    print("weights", stack.top_.coef_.round(2))
    print("AUC", roc_auc_score(soluble[held], score))
    print("MCC", matthews_corrcoef(soluble[held], stack.predict(embeddings[held])))


if __name__ == "__main__":
    main()
