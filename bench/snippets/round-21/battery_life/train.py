"""Predict the cycle life from the first hundred cycles."""
import json
import sys
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.linear_model import ElasticNetCV
from sklearn.metrics import mean_absolute_percentage_error


def read(path):
    table = pd.read_parquet(path)
    return table.drop(columns=["cell_id", "cycles_to_80pct"]), np.log(table["cycles_to_80pct"])


def main(folder):
    X_train, y_train = read(folder / "train.parquet")
    X_test, y_test = read(folder / "test.parquet")
    model = ElasticNetCV(l1_ratio=[0.2, 0.5, 0.8, 1.0], cv=5, max_iter=20_000)
    model.fit(X_train, y_train)
    error = mean_absolute_percentage_error(np.exp(y_test), np.exp(model.predict(X_test)))
    (folder / "metrics.json").write_text(json.dumps({"mape": round(float(error), 4)}))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
