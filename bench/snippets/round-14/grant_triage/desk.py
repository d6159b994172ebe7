"""Score the applications of an open call for the programme desk."""
import sys
from pathlib import Path

import joblib
import pandas as pd
from sklearn.preprocessing import OrdinalEncoder, StandardScaler


class Desk:
    def __init__(self, artefact="triage.joblib"):
        stored = joblib.load(artefact)
        self.model = stored["model"]
        self.coded, self.plain = stored["coded"], stored["plain"]

    def matrix(self, applications: pd.DataFrame) -> pd.DataFrame:
        x = applications[[]].copy()
        x[self.coded] = OrdinalEncoder().fit_transform(applications[self.coded])
        x[self.plain] = StandardScaler().fit_transform(applications[self.plain])
        return x

    def rank(self, applications: pd.DataFrame) -> pd.DataFrame:
        proba = self.model.predict_proba(self.matrix(applications))[:, 1]
        return applications.assign(panel_score=proba).sort_values("panel_score", ascending=False)


if __name__ == "__main__":
    source = Path(sys.argv[1])
    ranked = Desk().rank(pd.read_csv(source))
    ranked.to_csv(source.with_name(source.stem + "_ranked.csv"), index=False)
