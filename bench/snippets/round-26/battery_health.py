"""State of health of battery cells from one impedance sweep per cell."""
import json
from pathlib import Path

import joblib
import numpy as np
from sklearn.base import clone
from sklearn.cross_decomposition import PLSRegression
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import RepeatedKFold, cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVR

OUT = Path("release")


def sweeps(path):
    store = np.load(path)
    z = store["impedance"]
    X = np.hstack([z.real, z.imag, np.abs(z).mean(axis=1, keepdims=True)])
    return X, store["soh"]


def options():
    return {
        "pls": make_pipeline(StandardScaler(), PLSRegression(n_components=6)),
        "svr": make_pipeline(StandardScaler(), SVR(C=10.0, epsilon=0.005)),
        "gp": make_pipeline(
            StandardScaler(), GaussianProcessRegressor(RBF(10.0) + WhiteKernel(1e-3), normalize_y=True)
        ),
    }


def choose(X, y):
    folds = RepeatedKFold(n_splits=5, n_repeats=3, random_state=0)
    errors = {
        name: -cross_val_score(model, X, y, cv=folds, scoring="neg_mean_absolute_error").mean()
        for name, model in options().items()
    }
    name = min(errors, key=errors.get)
    return name, errors


def ship(model, X, y, card):
    OUT.mkdir(exist_ok=True)
    final = clone(model).fit(X, y)
    joblib.dump(final, OUT / "soh.joblib")
    (OUT / "card.json").write_text(json.dumps(card, indent=2))


def main():
    X, y = sweeps("eis_cells.npz")
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.25, random_state=10)
    name, errors = choose(X_train, y_train)
    model = options()[name].fit(X_train, y_train)
    mae = mean_absolute_error(y_test, model.predict(X_test).ravel())
    card = {"model": name, "cv_mae": errors[name], "test_mae": float(mae), "cells": len(y)}
    print(card)
    ship(model, X, y, card)


if __name__ == "__main__":
    main()
