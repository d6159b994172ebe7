import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

LABS = ["lactate", "creatinine", "bilirubin", "platelets"]
VITALS = ["heart_rate", "map_mmhg", "resp_rate", "age"]


class AdmissionTable:
    """One row per patient: first measurements after admission."""

    def __init__(self, path):
        self.frame = pd.read_parquet(path).drop_duplicates("patient_id")

    def fill_labs(self):
        frame = self.frame
        for lab in LABS:
            by_ward = frame.groupby("ward")[lab].transform("median")
            frame[lab] = frame[lab].fillna(by_ward)
        return self

    def xy(self):
        return self.frame[LABS + VITALS], self.frame["sepsis_48h"]


def main():
    table = AdmissionTable("data/first_measurements.parquet").fill_labs()
    X, y = table.xy()
    X_dev, X_hold, y_dev, y_hold = train_test_split(X, y, stratify=y, test_size=0.2, random_state=11)
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    model.fit(X_dev, y_dev)
    print("AUROC", roc_auc_score(y_hold, model.predict_proba(X_hold)[:, 1]))


if __name__ == "__main__":
    main()
