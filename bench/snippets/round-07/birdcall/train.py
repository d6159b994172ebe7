import argparse

import joblib
import pandas as pd
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--feats", default="feats.parquet")
    ap.add_argument("--model", default="bird_svc.joblib")
    a = ap.parse_args()

    table = pd.read_parquet(a.feats)
    X, y = table.drop(columns="species"), table["species"]
    X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, stratify=y, random_state=0)

    svc = make_pipeline(StandardScaler(), SVC(C=10, gamma="scale"))
    svc.fit(X_tr, y_tr)
    print(classification_report(y_te, svc.predict(X_te)))
    joblib.dump(svc, a.model)


if __name__ == "__main__":
    main()
