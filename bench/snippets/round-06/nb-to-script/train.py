import argparse

import joblib
import pandas as pd
from sklearn.metrics import cohen_kappa_score
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC


def main(C, gamma):
    soil = pd.read_csv("data/processed.csv")
    X = soil[["ph", "nitrogen", "phosphorus", "potassium", "organic"]]
    y = soil["crop_class"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, stratify=y, random_state=6)
    clf = SVC(C=C, gamma=gamma).fit(X_train, y_train)
    print("kappa", cohen_kappa_score(y_test, clf.predict(X_test)))
    joblib.dump(clf, "soil_svc.joblib")


if __name__ == "__main__":
    p = argparse.ArgumentParser()
    p.add_argument("--C", type=float, default=8.0)
    p.add_argument("--gamma", default="scale")
    a = p.parse_args()
    main(a.C, a.gamma)
