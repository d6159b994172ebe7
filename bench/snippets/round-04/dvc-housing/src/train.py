import json
import sys

import pandas as pd
import yaml
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor


def main(path):
    cfg = yaml.safe_load(open("params.yaml"))["train"]
    table = pd.read_parquet(path)
    y = table.pop("median_house_value")
    X_tr, X_te, y_tr, y_te = train_test_split(table, y, test_size=cfg["test_size"], random_state=cfg["seed"])
    model = KNeighborsRegressor(12, weights="distance").fit(X_tr, y_tr)
    with open("reports/metrics.json", "w") as fh:
        json.dump({"mae": mean_absolute_error(y_te, model.predict(X_te))}, fh)


if __name__ == "__main__":
    main(sys.argv[1])
