"""Calls on MRI lesion candidates: gradient boosting, Platt scaling and a working point."""
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_curve
from sklearn.model_selection import GroupShuffleSplit


def separate(frame, share, seed):
    a, b = next(GroupShuffleSplit(1, test_size=share, random_state=seed).split(frame, groups=frame["patient_id"]))
    return frame.iloc[a], frame.iloc[b]


class Caller:
    def __init__(self, inputs, wanted_sensitivity=0.92):
        self.inputs = inputs
        self.wanted = wanted_sensitivity
        self.trees = HistGradientBoostingClassifier(max_iter=250, learning_rate=0.05, random_state=0)
        self.platt = LogisticRegression(C=1e6)

    def learn(self, frame):
        self.trees.fit(frame[self.inputs], frame["lesion"])
        return self

    def adjust(self, frame):
        margin = self.trees.decision_function(frame[self.inputs]).reshape(-1, 1)
        self.platt.fit(margin, frame["lesion"])
        return self

    def place(self, frame):
        _, tpr, cuts = roc_curve(frame["lesion"], self.risk(frame))
        self.cut = cuts[(tpr >= self.wanted).argmax()]
        return self

    def risk(self, frame):
        margin = self.trees.decision_function(frame[self.inputs]).reshape(-1, 1)
        return self.platt.predict_proba(margin)[:, 1]

    def call(self, frame):
        return self.risk(frame) >= self.cut


def main():
    candidates = pd.read_parquet("candidates.parquet")
    inputs = [c for c in candidates.columns if c.startswith(("shape_", "t2_", "adc_"))]

    rest, test = separate(candidates, 0.25, seed=10)
    train, rest = separate(rest, 0.4, seed=11)
    calib, valid = separate(rest, 0.5, seed=12)

    caller = Caller(inputs).learn(train).adjust(calib).place(valid)
    called, lesion = caller.call(test), test["lesion"].astype(bool)
    print("cut", round(float(caller.cut), 4), "Brier", brier_score_loss(lesion, caller.risk(test)))
    print("sensitivity", called[lesion].mean(), "specificity", 1 - called[~lesion].mean())


if __name__ == "__main__":
    main()
