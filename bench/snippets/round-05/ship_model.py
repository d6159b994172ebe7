import json
from pathlib import Path

import joblib
import pandas as pd
from sklearn.base import clone
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PowerTransformer

OUT = Path("release")


def estimator():
    return make_pipeline(PowerTransformer(), HistGradientBoostingClassifier(max_iter=200, random_state=0))


def holdout_report(model, X, y):
    X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.2, stratify=y, random_state=0)
    guess = clone(model).fit(X_tr, y_tr).predict(X_te)
    return {"accuracy": accuracy_score(y_te, guess), "f1": f1_score(y_te, guess, average="macro")}


def main():
    OUT.mkdir(exist_ok=True)
    beans = pd.read_csv("data/dry_beans.csv")
    X, y = beans.drop(columns="Class"), beans["Class"]

    model = estimator()
    report = holdout_report(model, X, y)
    (OUT / "report.json").write_text(json.dumps(report, indent=2))

    model.fit(X, y)
    joblib.dump(model, OUT / "model.joblib")


if __name__ == "__main__":
    main()
