"""Comparison of classifiers for advanced fibrosis from a routine blood panel."""
import pandas as pd
from feature_engine.imputation import MeanMedianImputer
from feature_engine.transformation import YeoJohnsonTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_validate
from sklearn.neighbors import KNeighborsClassifier
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

PANEL = ["age", "alt", "ast", "ggt", "alp", "albumin", "bilirubin", "platelets", "inr", "ferritin"]


class PanelStudy:
    def __init__(self, path):
        patients = pd.read_csv(path).drop_duplicates("patient_id")
        self.labels = (patients["fibrosis_stage"] >= 3).astype(int)
        self.panel = patients[PANEL].astype(float)
        self.steps = [
            MeanMedianImputer(imputation_method="median", variables=PANEL),
            YeoJohnsonTransformer(variables=PANEL),
            StandardScaler().set_output(transform="pandas"),
        ]

    def condition(self):
        for step in self.steps:
            self.panel = step.fit_transform(self.panel)
        return self

    def compare(self, candidates, folds):
        rows = {}
        for name, model in candidates.items():
            out = cross_validate(
                model, self.panel, self.labels, cv=folds, scoring=["roc_auc", "average_precision"]
            )
            rows[name] = {
                "auc": out["test_roc_auc"].mean(),
                "auc_sd": out["test_roc_auc"].std(),
                "ap": out["test_average_precision"].mean(),
            }
        return pd.DataFrame(rows).T


def main():
    study = PanelStudy("data/hepatic_panel.csv").condition()
    candidates = {
        "logistic": LogisticRegression(C=0.5, max_iter=2000),
        "svm": SVC(C=1.0, probability=False),
        "knn": KNeighborsClassifier(n_neighbors=15),
        "forest": RandomForestClassifier(n_estimators=400, random_state=2),
    }
    folds = StratifiedKFold(n_splits=10, shuffle=True, random_state=2)
    print(study.compare(candidates, folds).round(3))


if __name__ == "__main__":
    main()
