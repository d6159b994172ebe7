"""Protein of soybean lots from near-infrared spectra; writes the model for the lab bench."""
import argparse
import json
from pathlib import Path

import joblib
import numpy as np
import pandas as pd
from sklearn.base import clone
from sklearn.cross_decomposition import PLSRegression
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import GridSearchCV, KFold, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import FunctionTransformer, StandardScaler


def snv(block):
    block = np.asarray(block, dtype=float)
    return (block - block.mean(axis=1, keepdims=True)) / block.std(axis=1, keepdims=True)


def rmse(y, guess):
    return float(mean_squared_error(y, np.ravel(guess)) ** 0.5)


def choose(x, y):
    pipe = make_pipeline(
        FunctionTransformer(snv), StandardScaler(with_std=False), PLSRegression(scale=False)
    )
    search = GridSearchCV(
        pipe,
        {"plsregression__n_components": list(range(2, 21))},
        scoring="neg_root_mean_squared_error",
        cv=KFold(10, shuffle=True, random_state=0),
    )
    return search.fit(x, y)


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("spectra", type=Path, help="one averaged spectrum per lot")
    ap.add_argument("--out", type=Path, default=Path("bench"))
    args = ap.parse_args()
    args.out.mkdir(exist_ok=True)

    lots = pd.read_csv(args.spectra, index_col="lot")
    lots = lots[~lots.index.duplicated()]
    y = lots.pop("protein_pct")
    x_cal, x_val, y_cal, y_val = train_test_split(lots, y, test_size=0.3, random_state=18)

    search = choose(x_cal, y_cal)
    card = {
        "components": search.best_params_["plsregression__n_components"],
        "rmsecv": -search.best_score_,
        "rmsep": rmse(y_val, search.predict(x_val)),
        "lots": len(y),
    }
    (args.out / "card.json").write_text(json.dumps(card, indent=2))

    bench = clone(search.best_estimator_).fit(lots, y)
    joblib.dump(bench, args.out / "protein.joblib")
    print(card)


if __name__ == "__main__":
    main()
