from pathlib import Path

import joblib
import numpy as np
import pandas as pd
import yaml
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from pricing.transformers import GroupMedianImputer, Log1p, QuantileClipper


def build(cfg):
    encode = make_column_transformer(
        (StandardScaler(), make_column_selector(dtype_include="number")),
        (OneHotEncoder(handle_unknown="ignore"), cfg["groups"]),
    )
    return Pipeline(
        [
            ("impute", GroupMedianImputer(by="category", columns=cfg["impute"])),
            ("clip", QuantileClipper(cfg["skewed"])),
            ("log", Log1p(cfg["skewed"])),
            ("encode", encode),
            ("ridge", Ridge(alpha=5.0)),
        ]
    )


def main():
    cfg = yaml.safe_load(Path(__file__).with_name("config.yaml").read_text())
    machines = pd.read_csv(cfg["data"])
    X, y = machines.drop(columns=cfg["target"]), np.log(machines[cfg["target"]])
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=cfg["test_size"], random_state=cfg["seed"]
    )
    model = build(cfg).fit(X_train, y_train)
    mape = mean_absolute_percentage_error(np.exp(y_test), np.exp(model.predict(X_test)))
    print(f"MAPE {mape:.3f}")
    joblib.dump(model, "pricing.joblib")


if __name__ == "__main__":
    main()
