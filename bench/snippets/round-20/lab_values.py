import json

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupShuffleSplit

LABS = ["creatinine", "sodium", "potassium", "albumin", "crp"]


class LabFiller:
    def __init__(self):
        self.values = {}

    def learn(self, frame):
        self.values = frame[LABS].median().to_dict()
        return self

    def fill(self, frame):
        return frame[LABS].fillna(self.values)

    def save(self, path):
        with open(path, "w") as fh:
            json.dump(self.values, fh)


def cut(frame, seed, share):
    gss = GroupShuffleSplit(n_splits=1, test_size=share, random_state=seed)
    a, b = next(gss.split(frame, groups=frame["patient_id"]))
    return frame.iloc[a], frame.iloc[b]


def main():
    stays = pd.read_parquet("admission_labs.parquet")
    stays["panel_mean"] = stays[LABS].mean(axis=1)
    stays = stays.drop(columns="panel_mean")
    learn, judge = cut(stays, seed=1, share=0.25)
    filler = LabFiller().learn(learn)
    filler.save("lab_fill.json")
    model = RandomForestClassifier(n_estimators=400, min_samples_leaf=10, random_state=1)
    model.fit(filler.fill(learn), learn["readmitted_30d"])
    for name, part in {"fit": learn, "held out": judge}.items():
        p = model.predict_proba(filler.fill(part))[:, 1]
        print(name, "AUC", round(roc_auc_score(part["readmitted_30d"], p), 3))


if __name__ == "__main__":
    main()
