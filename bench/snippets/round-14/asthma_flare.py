"""Flare within the visit week from spirometry and diary data; patients come several times."""
import argparse

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, GroupShuffleSplit, RandomizedSearchCV
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler

MEASURES = ["fev1", "fvc", "pef_morning", "feno", "night_wakings", "puffs_week", "age"]


class FlareStudy:
    def __init__(self, visits: pd.DataFrame):
        self.visits = visits
        self.search = None

    @property
    def pipeline(self):
        return Pipeline(
            [
                ("fill", SimpleImputer(strategy="median", add_indicator=True)),
                ("scale", StandardScaler()),
                ("forest", RandomForestClassifier(random_state=0, class_weight="balanced")),
            ]
        )

    def partition(self, seed):
        cut = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=seed)
        inside, outside = next(cut.split(self.visits, groups=self.visits["patient_id"]))
        return self.visits.iloc[inside], self.visits.iloc[outside]

    def run(self, seed=3):
        inside, outside = self.partition(seed)
        space = {
            "forest__n_estimators": [200, 400, 800],
            "forest__min_samples_leaf": [1, 3, 5, 10],
            "forest__max_features": ["sqrt", 0.5, 0.8],
        }
        self.search = RandomizedSearchCV(
            self.pipeline, space, n_iter=15, cv=GroupKFold(5), scoring="roc_auc", random_state=seed
        )
        self.search.fit(inside[MEASURES], inside["flare"], groups=inside["patient_id"])
        proba = self.search.predict_proba(outside[MEASURES])[:, 1]
        return roc_auc_score(outside["flare"], proba), outside["patient_id"].nunique()


if __name__ == "__main__":
    ap = argparse.ArgumentParser()
    ap.add_argument("visits")
    table = pd.read_csv(ap.parse_args().visits).replace({"feno": {-9: np.nan}})
    table = table.dropna(subset=["flare"])
    auc, patients = FlareStudy(table).run()
    print(f"AUC {auc:.3f} on {patients} patients")
