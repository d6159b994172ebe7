"""Compressive strength of concrete mixes at 28 days."""
import json
from pathlib import Path

import numpy as np
import pandas as pd
from sklearn.compose import TransformedTargetRegressor
from sklearn.ensemble import GradientBoostingRegressor, RandomForestRegressor
from sklearn.linear_model import ElasticNet
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

INPUTS = ["cement", "slag", "fly_ash", "water", "superplasticiser", "coarse", "fine"]

CANDIDATES = {
    "elastic": make_pipeline(StandardScaler(), PolynomialFeatures(2), ElasticNet(alpha=0.05, max_iter=20_000)),
    "knn": make_pipeline(StandardScaler(), KNeighborsRegressor(7, weights="distance")),
    "forest": RandomForestRegressor(500, min_samples_leaf=2, random_state=2),
    "boost": TransformedTargetRegressor(
        GradientBoostingRegressor(n_estimators=600, learning_rate=0.03, max_depth=4, random_state=2),
        func=np.log, inverse_func=np.exp,
    ),
}


class Bench:
    def __init__(self, mixes, seed):
        work, lab = train_test_split(mixes, test_size=0.25, random_state=seed)
        self.work, self.lab = work, lab
        self.errors = {}

    def rmse(self, model):
        return float(np.sqrt(mean_squared_error(self.lab["mpa"], model.predict(self.lab[INPUTS]))))

    def run(self, candidates):
        for name, model in candidates.items():
            model.fit(self.work[INPUTS], self.work["mpa"])
            self.errors[name] = self.rmse(model)
        return self

    def winner(self):
        return min(self.errors, key=self.errors.get)


def main():
    mixes = pd.read_csv("data/mixes.csv").drop_duplicates(INPUTS)
    bench = Bench(mixes, seed=2).run(CANDIDATES)
    best = bench.winner()
    Path("reports").mkdir(exist_ok=True)
    summary = {"model": best, "rmse_mpa": round(bench.errors[best], 2)}
    Path("reports/strength.json").write_text(json.dumps(summary))
    print(summary)


if __name__ == "__main__":
    main()
