"""Yearly yield of roof systems, one row per roof."""
import argparse

import numpy as np
import pandas as pd
from sklearn.linear_model import ElasticNet
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PolynomialFeatures, StandardScaler

INPUTS = ["kwp", "tilt", "azimuth", "latitude", "shade"]


def report_outliers(roofs):
    z = StandardScaler().fit_transform(roofs[INPUTS])
    print("rows beyond four deviations:", int((np.abs(z) > 4).any(axis=1).sum()))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("csv")
    args = parser.parse_args()
    roofs = pd.read_csv(args.csv).dropna(subset=INPUTS + ["kwh_year"])
    report_outliers(roofs)

    train, test = train_test_split(roofs, test_size=0.2, random_state=50)
    model = make_pipeline(PolynomialFeatures(2, include_bias=False), StandardScaler(), ElasticNet(alpha=0.05, max_iter=20000))
    model.fit(train[INPUTS], train["kwh_year"])
    print("MAPE", mean_absolute_percentage_error(test["kwh_year"], model.predict(test[INPUTS])))


if __name__ == "__main__":
    main()
