import json
import sys

import pandas as pd
import yaml
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split


def main(src):
    cfg = yaml.safe_load(open("params.yaml"))["train"]
    table = pd.read_parquet(src)
    X, y = table.drop(columns="moisture_pct"), table["moisture_pct"]
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=cfg["test_size"], random_state=cfg["seed"]
    )
    model = RandomForestRegressor(n_estimators=cfg["trees"], random_state=cfg["seed"], n_jobs=-1)
    model.fit(X_train, y_train)
    json.dump({"r2": r2_score(y_test, model.predict(X_test))}, open("metrics.json", "w"))


if __name__ == "__main__":
    main(sys.argv[1])
