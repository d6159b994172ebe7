import json
import sys

import joblib
import pandas as pd
import yaml
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.svm import SVC


def main(source):
    with open("params.yaml") as handle:
        params = yaml.safe_load(handle)["train"]
    table = pd.read_parquet(source)
    x = table.filter(like="pc_")
    y = table["failed_within_year"]
    x_fit, x_report, y_fit, y_report = train_test_split(
        x, y, test_size=params["report_share"], stratify=y, random_state=params["seed"]
    )
    search = GridSearchCV(
        SVC(class_weight="balanced"), {"C": params["C"]}, scoring="average_precision", cv=5
    )
    search.fit(x_fit, y_fit)
    score = search.decision_function(x_report)
    metrics = {
        "auc": roc_auc_score(y_report, score),
        "ap": average_precision_score(y_report, score),
    }
    with open("metrics.json", "w") as handle:
        json.dump(metrics, handle, indent=2)
    joblib.dump(search.best_estimator_, "model/pump.joblib")


if __name__ == "__main__":
    main(sys.argv[1])
