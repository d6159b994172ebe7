import sys

import joblib
import numpy as np
import pandas as pd
from sklearn.impute import SimpleImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PowerTransformer


def inputs(frame):
    frame = frame.drop(columns="strength_mpa")
    return frame.assign(
        water_binder=frame["water"] / (frame["cement"] + frame["slag"] + frame["ash"]),
        log_age=np.log(frame["age_days"]),
    )


def fit(table, target):
    frame = pd.read_csv(table)
    recipe = make_pipeline(SimpleImputer(strategy="median"), PowerTransformer())
    joblib.dump(recipe.fit(inputs(frame)), target)


def apply(recipe, table, target):
    frame = pd.read_csv(table)
    np.savez(target, x=joblib.load(recipe).transform(inputs(frame)), y=frame["strength_mpa"])


if __name__ == "__main__":
    {"fit": fit, "apply": apply}[sys.argv[1]](*sys.argv[2:])
