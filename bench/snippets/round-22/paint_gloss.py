"""Gloss at 60 degrees from lab recipes of waterborne paints."""
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from sklearn.gaussian_process import GaussianProcessRegressor
from sklearn.gaussian_process.kernels import RBF, ConstantKernel, Matern, WhiteKernel
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

INPUTS = ["binder_pct", "tio2_pct", "extender_pct", "matting_pct", "solids_pct", "ph"]


@dataclass
class Limits:
    low: pd.Series = field(default=None)
    high: pd.Series = field(default=None)
    centre: pd.Series = field(default=None)
    width: pd.Series = field(default=None)

    def learn(self, recipes):
        values = recipes[INPUTS]
        self.low, self.high = values.quantile(0.01), values.quantile(0.99)
        clipped = values.clip(self.low, self.high, axis=1)
        self.centre = clipped.median()
        self.width = (clipped.quantile(0.75) - clipped.quantile(0.25)).replace(0, 1.0)
        return self

    def apply(self, recipes):
        values = recipes[INPUTS].fillna(self.centre).clip(self.low, self.high, axis=1)
        return ((values - self.centre) / self.width).to_numpy()


def kernels():
    ones = np.ones(len(INPUTS))
    return {
        "rbf": ConstantKernel() * RBF(ones) + WhiteKernel(0.1),
        "matern": ConstantKernel() * Matern(ones, nu=1.5) + WhiteKernel(0.1),
        "matern25": ConstantKernel() * Matern(ones, nu=2.5) + WhiteKernel(0.1),
    }


def main():
    recipes = pd.read_csv("data/gloss_trials.csv").dropna(subset=["gloss_60"])
    recipes = recipes.drop_duplicates(INPUTS)
    rest, test = train_test_split(recipes, test_size=0.2, random_state=10)
    train, valid = train_test_split(rest, test_size=0.25, random_state=10)

    limits = Limits().learn(train)
    x_train, x_valid, x_test = (limits.apply(part) for part in (train, valid, test))
    fitted, errors = {}, {}
    for name, kernel in kernels().items():
        model = GaussianProcessRegressor(kernel, normalize_y=True, n_restarts_optimizer=3, random_state=10)
        fitted[name] = model.fit(x_train, train["gloss_60"])
        errors[name] = mean_absolute_error(valid["gloss_60"], model.predict(x_valid))
    print(pd.Series(errors).round(2).to_string())

    chosen = min(errors, key=errors.get)
    guess, sd = fitted[chosen].predict(x_test, return_std=True)
    inside = np.mean(np.abs(test["gloss_60"] - guess) < 1.96 * sd)
    print(f"{chosen}: MAE {mean_absolute_error(test['gloss_60'], guess):.2f} GU, 95% band holds {inside:.0%}")


if __name__ == "__main__":
    main()
