import json
import sys
from pathlib import Path

import joblib
import pandas as pd
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import GridSearchCV
from sklearn.svm import SVR


def main(folder):
    train = pd.read_parquet(Path(folder) / "train.parquet")
    test = pd.read_parquet(Path(folder) / "test.parquet")
    search = GridSearchCV(SVR(), {"C": [1e2, 1e3, 1e4], "epsilon": [50, 200]}, cv=5)
    search.fit(train.drop(columns="price_ha"), train["price_ha"])
    mape = mean_absolute_percentage_error(test["price_ha"], search.predict(test.drop(columns="price_ha")))
    Path("metrics.json").write_text(json.dumps({"mape": mape}))
    joblib.dump(search.best_estimator_, "models/price.joblib")


if __name__ == "__main__":
    main(sys.argv[1])
