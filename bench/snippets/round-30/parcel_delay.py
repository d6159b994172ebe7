"""Delay model for parcel deliveries."""
import argparse

import numpy as np
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

NUMERIC = ["distance_km", "weight_kg", "stops", "driver_years", "depot_load"]
CATEGORICAL = ["vehicle", "region"]


class ParcelData:
    def __init__(self, path):
        self.frame = pd.read_csv(path)
        self.frame = self.frame[self.frame["delay_min"].between(0, 600)].reset_index(drop=True)
        rows = np.arange(len(self.frame))
        self.fit_rows, self.eval_rows = train_test_split(rows, test_size=0.25, random_state=5)
        self.fill = {}

    def learn_fill(self):
        for col in NUMERIC:
            by_region = self.frame.groupby("region")[col].median()
            self.fill[col] = by_region

    def part(self, rows):
        out = self.frame.loc[rows].copy()
        for col, table in self.fill.items():
            out[col] = out[col].fillna(out["region"].map(table))
        codes = pd.get_dummies(out[CATEGORICAL].astype("category"))
        X = pd.concat([out[NUMERIC], codes], axis=1)
        return X, out["delay_min"]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("csv")
    parser.add_argument("--trees", type=int, default=300)
    args = parser.parse_args()

    data = ParcelData(args.csv)
    data.learn_fill()
    X_fit, y_fit = data.part(data.fit_rows)
    X_eval, y_eval = data.part(data.eval_rows)
    X_eval = X_eval.reindex(columns=X_fit.columns, fill_value=0)

    model = RandomForestRegressor(n_estimators=args.trees, min_samples_leaf=3, random_state=5, n_jobs=-1)
    model.fit(X_fit, y_fit)
    print("MAE minutes", mean_absolute_error(y_eval, model.predict(X_eval)))


if __name__ == "__main__":
    main()
