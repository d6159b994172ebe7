"""Malignancy of thyroid nodules from ultrasound descriptors (one nodule a patient)."""
from dataclasses import dataclass

import pandas as pd
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import classification_report, roc_auc_score
from sklearn.model_selection import train_test_split

DESCRIPTORS = [
    "width_mm", "height_mm", "echogenicity", "margin_score", "calcification", "vascularity", "age",
]


@dataclass
class Study:
    table: pd.DataFrame
    seed: int = 17

    @classmethod
    def from_csv(cls, path):
        table = pd.read_csv(path).drop_duplicates("patient_id")
        table["taller_than_wide"] = (table["height_mm"] > table["width_mm"]).astype(int)
        return cls(table.dropna(subset=DESCRIPTORS))

    def balanced(self):
        counts = self.table["malignant"].value_counts()
        rare = self.table[self.table["malignant"] == counts.idxmin()]
        extra = rare.sample(n=counts.max() - counts.min(), replace=True, random_state=self.seed)
        return Study(pd.concat([self.table, extra], ignore_index=True), self.seed)

    def arrays(self):
        return self.table[DESCRIPTORS + ["taller_than_wide"]], self.table["malignant"]


def evaluate(study: Study):
    x, y = study.arrays()
    x_fit, x_eval, y_fit, y_eval = train_test_split(
        x, y, test_size=0.3, stratify=y, random_state=study.seed
    )
    forest = ExtraTreesClassifier(n_estimators=500, random_state=study.seed, n_jobs=4)
    forest.fit(x_fit, y_fit)
    proba = forest.predict_proba(x_eval)[:, 1]
    print(classification_report(y_eval, forest.predict(x_eval), digits=3))
    print("AUC", round(roc_auc_score(y_eval, proba), 3))


if __name__ == "__main__":
    study = Study.from_csv("ultrasound/nodules.csv").balanced()
    evaluate(study)
