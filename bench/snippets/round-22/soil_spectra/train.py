import json
from pathlib import Path

import pandas as pd
import yaml
from sklearn.metrics import mean_squared_error, r2_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.svm import SVR


def main():
    params = yaml.safe_load(Path("params.yaml").read_text())["train"]
    table = pd.read_parquet("data/prepared/scores.parquet")
    x = table.drop(columns="organic_carbon")
    y = table["organic_carbon"]
    x_train, x_test, y_train, y_test = train_test_split(
        x, y, test_size=params["test_size"], random_state=params["seed"]
    )
    search = GridSearchCV(SVR(epsilon=params["epsilon"]), {"C": params["cost"]}, cv=5)
    search.fit(x_train, y_train)
    guess = search.predict(x_test)
    metrics = {
        "r2": round(r2_score(y_test, guess), 4),
        "rmse": round(mean_squared_error(y_test, guess) ** 0.5, 4),
        "C": search.best_params_["C"],
    }
    Path("metrics.json").write_text(json.dumps(metrics, indent=2))
    print(metrics)


if __name__ == "__main__":
    main()
