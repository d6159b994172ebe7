"""python -m winter.train"""
from pathlib import Path

import joblib
import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import train_test_split

DATA = Path(__file__).resolve().parents[1] / "data"


def main():
    hives = pd.read_csv(DATA / "hives_model.csv")
    y = hives.pop("survived")
    H_tr, H_te, y_tr, y_te = train_test_split(hives, y, test_size=0.2, stratify=y, random_state=0)
    rf = RandomForestClassifier(500, min_samples_leaf=3, random_state=0).fit(H_tr, y_tr)
    print("winter survival AUC", round(roc_auc_score(y_te, rf.predict_proba(H_te)[:, 1]), 3))
    joblib.dump(rf, DATA / "winter.joblib")


if __name__ == "__main__":
    main()
