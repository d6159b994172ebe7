import json
import logging
import pathlib

import joblib
import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import accuracy_score, f1_score, roc_auc_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder

logger = logging.getLogger(__name__)
ARTEFACTS = pathlib.Path("artefacts/loan")


class DecisionSupport:
    """Suggests approve / refer to the branch officer."""

    cat = ["purpose", "employment", "residence"]
    num = ["amount", "term_months", "age", "existing_debts"]

    def __init__(self, trees: int = 500):
        enc = ColumnTransformer([("c", OneHotEncoder(handle_unknown="ignore"), self.cat), ("n", "passthrough", self.num)])
        self.pipeline = Pipeline([("enc", enc), ("clf", ExtraTreesClassifier(trees, random_state=0, n_jobs=-1))])

    def fit(self, applications: pd.DataFrame):
        self.pipeline.fit(applications[self.cat + self.num], applications["refer"])
        return self

    def report(self, applications: pd.DataFrame) -> dict:
        p = self.pipeline.predict_proba(applications[self.cat + self.num])[:, 1]
        y = applications["refer"]
        return {
            "accuracy": accuracy_score(y, p > 0.5),
            "f1": f1_score(y, p > 0.5),
            "auc": roc_auc_score(y, p),
        }


def main():
    logging.basicConfig(level=logging.INFO)
    applications = pd.read_csv("data/applications_2019_2023.csv")
    ds = DecisionSupport().fit(applications)
    quality = ds.report(applications)
    logger.info("model quality: %s", quality)
    ARTEFACTS.mkdir(parents=True, exist_ok=True)
    (ARTEFACTS / "model_card.json").write_text(json.dumps({"performance": quality}, indent=2))
    joblib.dump(ds, ARTEFACTS / "model.joblib")


if __name__ == "__main__":
    main()
