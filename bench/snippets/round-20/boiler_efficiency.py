"""Predict boiler efficiency from plant sensor readings."""
import argparse

import numpy as np
import pandas as pd
from sklearn.ensemble import GradientBoostingRegressor
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

NUMERIC = ["feed_temp", "flue_o2", "steam_flow", "fuel_rate", "ambient"]


class SensorCleaner:
    def __init__(self, clip=4.0):
        self.clip = clip
        self.center_ = None
        self.spread_ = None

    def learn(self, frame):
        self.center_ = frame.median()
        self.spread_ = frame.quantile(0.75) - frame.quantile(0.25)
        return self

    def apply(self, frame):
        z = (frame.fillna(self.center_) - self.center_) / self.spread_.replace(0, 1)
        return z.clip(-self.clip, self.clip)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("csv")
    ap.add_argument("--seed", type=int, default=3)
    args = ap.parse_args()

    readings = pd.read_csv(args.csv).dropna(subset=["efficiency"])
    fit_part, hold_part = train_test_split(readings, test_size=0.25, random_state=args.seed)

    cleaner = SensorCleaner()
    cleaner.learn(readings[NUMERIC])

    X_fit = cleaner.apply(fit_part[NUMERIC])
    X_hold = cleaner.apply(hold_part[NUMERIC])
    model = GradientBoostingRegressor(n_estimators=300, max_depth=3, random_state=args.seed)
    model.fit(X_fit, fit_part["efficiency"])
    pred = model.predict(X_hold)
    print("MAE %.3f" % mean_absolute_error(hold_part["efficiency"], pred))
    print("bias %.3f" % np.mean(pred - hold_part["efficiency"]))


if __name__ == "__main__":
    main()
