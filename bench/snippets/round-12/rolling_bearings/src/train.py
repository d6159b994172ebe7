import json

import numpy as np
import yaml
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVC


def main():
    params = yaml.safe_load(open("params.yaml"))["train"]
    fit, final = np.load("data/fit.npz"), np.load("data/final.npz")
    search = GridSearchCV(SVC(class_weight="balanced"), {"C": params["C"]}, cv=5, scoring="balanced_accuracy")
    search.fit(fit["X"], fit["y"])
    score = balanced_accuracy_score(final["y"], search.predict(final["X"]))
    with open("metrics.json", "w") as handle:
        json.dump({"balanced_accuracy": score, **search.best_params_}, handle)


if __name__ == "__main__":
    main()
