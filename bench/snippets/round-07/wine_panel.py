import json

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score, classification_report, confusion_matrix
from sklearn.model_selection import train_test_split


def get_data(path="winequality-red.csv"):
    w = pd.read_csv(path, sep=";")
    w["grade"] = pd.cut(w["quality"], bins=[0, 5, 6, 10], labels=["low", "mid", "high"])
    return w.drop(columns=["quality", "grade"]), w["grade"]


def fit_panel_model(X, y):
    rf = RandomForestClassifier(n_estimators=500, min_samples_leaf=1, n_jobs=-1, random_state=5)
    return rf.fit(X, y)


def evaluate(model, X, y):
    guess = model.predict(X)
    return {
        "accuracy": accuracy_score(y, guess),
        "report": classification_report(y, guess, output_dict=True),
        "confusion": confusion_matrix(y, guess).tolist(),
    }


X, y = get_data()
X_a, X_b, y_a, y_b = train_test_split(X, y, test_size=0.3, stratify=y, random_state=5)

panel = fit_panel_model(X_a, y_a)
summary = evaluate(panel, X_a, y_a)

print("Model accuracy: {:.1%}".format(summary["accuracy"]))
with open("panel_metrics.json", "w") as fh:
    json.dump(summary, fh, indent=2)
