import argparse

import numpy as np
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_squared_error, r2_score
from sklearn.model_selection import train_test_split

from spectra import ScanTable


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--scans", default="data/wheat_2023.csv")
    parser.add_argument("--components", type=int, default=12)
    args = parser.parse_args()

    scans = ScanTable(args.scans, n_components=args.components).compress()
    X_train, X_test, y_train, y_test = train_test_split(
        scans.scores, scans.protein, test_size=0.25, random_state=11
    )

    model = RidgeCV(alphas=np.logspace(-3, 3, 13)).fit(X_train, y_train)
    predicted = model.predict(X_test)
    rmse = np.sqrt(mean_squared_error(y_test, predicted))
    print(f"alpha {model.alpha_:.4g}")
    print(f"RMSEP {rmse:.3f}  R2 {r2_score(y_test, predicted):.3f}")


if __name__ == "__main__":
    main()
