"""Stage 2: fit and report."""
import json
import sys
from pathlib import Path

import pandas as pd
import yaml
from sklearn.metrics import mean_absolute_error, r2_score
from sklearn.model_selection import train_test_split
from sklearn.svm import SVR

if __name__ == "__main__":
    cfg = yaml.safe_load(Path("params.yaml").read_text())["train"]
    data = pd.read_parquet(sys.argv[1])
    y = data.pop("score")
    X_train, X_test, y_train, y_test = train_test_split(
        data, y, test_size=cfg["test_share"], random_state=cfg["seed"]
    )
    model = SVR(C=cfg["C"], epsilon=0.1).fit(X_train, y_train)
    pred = model.predict(X_test)
    Path("metrics.json").write_text(
        json.dumps({"mae": mean_absolute_error(y_test, pred), "r2": r2_score(y_test, pred)})
    )
