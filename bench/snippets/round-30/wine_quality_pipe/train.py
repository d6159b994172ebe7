import json

import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.svm import SVR


def main():
    fit = pd.read_parquet("work/fit.parquet")
    holdout = pd.read_parquet("work/holdout.parquet")
    model = SVR(C=5.0).fit(fit.drop(columns="quality"), fit["quality"])
    pred = model.predict(holdout.drop(columns="quality"))
    with open("metrics.json", "w") as fh:
        json.dump({"mae": mean_absolute_error(holdout["quality"], pred)}, fh)


if __name__ == "__main__":
    main()
