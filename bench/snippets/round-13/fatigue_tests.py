"""Cycles to failure of welded joints from the laboratory's log of fatigue tests."""
import numpy as np
import pandas as pd
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, WhiteKernel
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import GroupKFold, GroupShuffleSplit
from sklearn.preprocessing import StandardScaler

INPUTS = ["log_range", "r_ratio", "thickness_mm", "toe_radius_mm", "freq_hz"]


def read_test_log(path):
    tests = pd.read_excel(path, sheet_name="fatigue")
    tests = tests[tests["runout"] == 0]
    tests["log_range"] = np.log10(tests["stress_range_mpa"])
    tests["log_cycles"] = np.log10(tests["cycles"])
    return tests.dropna(subset=INPUTS + ["log_cycles"]).reset_index(drop=True)


class Scaled:
    def __init__(self, regressor):
        self.scaler, self.regressor = StandardScaler(), regressor

    def fit(self, tests):
        x = self.scaler.fit_transform(tests[INPUTS])
        self.regressor.fit(x, tests["log_cycles"])
        return self

    def predict(self, tests):
        return self.regressor.predict(self.scaler.transform(tests[INPUTS]))


def gaussian_process():
    kernel = RBF(np.ones(len(INPUTS)), (0.1, 50.0)) + WhiteKernel(0.05)
    return GaussianProcessRegressor(kernel, normalize_y=True, n_restarts_optimizer=2, random_state=0)


MAKERS = {"ridge": lambda: RidgeCV(np.logspace(-3, 3, 13)), "gp": gaussian_process}


def choose(tests, folds=5):
    errors = {}
    for name, make in MAKERS.items():
        folds_mae = []
        for a, b in GroupKFold(folds).split(tests, groups=tests["plate"]):
            model = Scaled(make()).fit(tests.iloc[a])
            predicted = model.predict(tests.iloc[b])
            folds_mae.append(mean_absolute_error(tests["log_cycles"].iloc[b], predicted))
        errors[name] = np.mean(folds_mae)
    return min(errors, key=errors.get), errors


def main():
    tests = read_test_log("lab/test_log.xlsx")
    print(tests[INPUTS].describe().round(2))
    splitter = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=6)
    ours, theirs = next(splitter.split(tests, groups=tests["plate"]))
    name, errors = choose(tests.iloc[ours])
    print(errors)
    model = Scaled(MAKERS[name]()).fit(tests.iloc[ours])
    predicted = model.predict(tests.iloc[theirs])
    mae = mean_absolute_error(tests["log_cycles"].iloc[theirs], predicted)
    print(f"{name}: {mae:.3f} decades on {len(theirs)} tests of unseen plates")


if __name__ == "__main__":
    main()
