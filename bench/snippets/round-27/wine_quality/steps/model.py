import json
import sys

import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import cohen_kappa_score, mean_absolute_error


def main(learn_path, judge_path):
    learn, judge = pd.read_parquet(learn_path), pd.read_parquet(judge_path)
    y, y_judge = learn.pop("quality"), judge.pop("quality")
    model = GradientBoostingRegressor(n_estimators=400, max_depth=4, learning_rate=0.04, random_state=0)
    model.fit(learn, y)
    guess = model.predict(judge)
    metrics = {
        "mae": mean_absolute_error(y_judge, guess),
        "kappa": cohen_kappa_score(y_judge.astype(int), guess.round().astype(int), weights="quadratic"),
    }
    with open("metrics.json", "w") as fh:
        json.dump(metrics, fh)


if __name__ == "__main__":
    main(*sys.argv[1:3])
