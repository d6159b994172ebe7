import pandas as pd
from lightgbm import LGBMClassifier
from sklearn.calibration import CalibratedClassifierCV, calibration_curve
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import train_test_split


class ReadmissionModel:
    FEATURES = ["age", "los", "n_meds", "n_prior", "charlson", "lives_alone"]

    def __init__(self, seed=0):
        self.seed = seed
        self.raw = LGBMClassifier(n_estimators=150, learning_rate=0.05, min_child_samples=50, random_state=seed)
        self.calibrated = None

    def train(self, df: pd.DataFrame):
        self.raw.fit(df[self.FEATURES], df["readmitted"])
        return self

    def calibrate(self, df: pd.DataFrame):
        self.calibrated = CalibratedClassifierCV(self.raw, method="isotonic", cv="prefit")
        self.calibrated.fit(df[self.FEATURES], df["readmitted"])
        return self

    def evaluate(self, df: pd.DataFrame) -> pd.Series:
        out = {}
        for name, m in (("raw", self.raw), ("calibrated", self.calibrated)):
            p = m.predict_proba(df[self.FEATURES])[:, 1]
            out[f"brier_{name}"] = brier_score_loss(df["readmitted"], p)
            out[f"auc_{name}"] = roc_auc_score(df["readmitted"], p)
        self.curve = calibration_curve(df["readmitted"], p, n_bins=10)
        return pd.Series(out)


if __name__ == "__main__":
    patients = pd.read_csv("index_stays.csv")
    dev, unseen = train_test_split(patients, test_size=0.3, stratify=patients["readmitted"], random_state=1)
    rm = ReadmissionModel().train(dev)
    rm.calibrate(unseen)
    print(rm.evaluate(unseen).round(4))
