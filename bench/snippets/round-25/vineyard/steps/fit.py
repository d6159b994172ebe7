import json
from pathlib import Path

import joblib
import pandas as pd
import yaml
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import ParameterGrid
from sklearn.svm import SVR


def error(model, part, inputs):
    return mean_absolute_error(part["tasting_score"], model.predict(part[inputs]))


def main():
    params = yaml.safe_load(Path("params.yaml").read_text())["fit"]
    table = pd.read_parquet("work/features.parquet")
    inputs = [c for c in table.columns if c.startswith("pca")]
    parts = {side: rows for side, rows in table.groupby("side")}

    best = None
    for setting in ParameterGrid(params):
        model = SVR(**setting).fit(parts["train"][inputs], parts["train"]["tasting_score"])
        mae = error(model, parts["val"], inputs)
        if best is None or mae < best[0]:
            best = mae, setting, model

    mae, setting, model = best
    metrics = {
        "params": setting,
        "val_mae": mae,
        "test_mae": error(model, parts["test"], inputs),
        "n_test": len(parts["test"]),
    }
    Path("metrics.json").write_text(json.dumps(metrics, indent=2))
    joblib.dump(model, "work/model.joblib")


if __name__ == "__main__":
    main()
