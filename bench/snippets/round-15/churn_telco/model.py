import json
import sys
from pathlib import Path

import pandas as pd
from sklearn.metrics import roc_auc_score
from sklearn.svm import SVC


def main(folder):
    fit = pd.read_parquet(Path(folder) / "fit.parquet")
    holdout = pd.read_parquet(Path(folder) / "holdout.parquet")
    svc = SVC(C=2.0, class_weight="balanced")
    svc.fit(fit.drop(columns="churned"), fit["churned"])
    margin = svc.decision_function(holdout.drop(columns="churned"))
    auc = roc_auc_score(holdout["churned"], margin)
    Path("metrics.json").write_text(json.dumps({"auc": round(auc, 4)}))


if __name__ == "__main__":
    main(*sys.argv[1:])
