import json
import sys

import pandas as pd
import yaml
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC


def main(path):
    with open("params.yaml") as handle:
        cfg = yaml.safe_load(handle)["train"]
    table = pd.read_parquet(path)
    X, y = table.drop(columns="diseased"), table["diseased"]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=cfg["test_share"], random_state=cfg["seed"], stratify=y
    )
    svc = SVC(C=3.0, gamma="scale").fit(X_train, y_train)
    metrics = {"f1": f1_score(y_test, svc.predict(X_test))}
    with open("metrics.json", "w") as handle:
        json.dump(metrics, handle)


if __name__ == "__main__":
    main(sys.argv[1])
