"""Asking prices of apartments: three learners under a linear combiner."""
import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, RegressorMixin, clone
from sklearn.ensemble import ExtraTreesRegressor, GradientBoostingRegressor
from sklearn.linear_model import LinearRegression
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

INPUTS = ["living_m2", "rooms", "floor", "built", "lat", "lon", "km_to_station", "has_lift"]


class TwoLevelRegressor(BaseEstimator, RegressorMixin):
    def __init__(self, learners, combiner):
        self.learners = learners
        self.combiner = combiner

    def _opinions(self, x):
        return np.column_stack([m.predict(x) for m in self.fitted_])

    def fit(self, x, y):
        self.fitted_ = [clone(m).fit(x, y) for m in self.learners]
        self.combiner_ = clone(self.combiner).fit(self._opinions(x), y)
        return self

    def predict(self, x):
        return self.combiner_.predict(self._opinions(x))


def learners(seed):
    return [
        ExtraTreesRegressor(400, n_jobs=-1, random_state=seed),
        GradientBoostingRegressor(n_estimators=500, max_depth=5, learning_rate=0.05, random_state=seed),
        make_pipeline(StandardScaler(), KNeighborsRegressor(3, weights="distance")),
    ]


def main(seed=13):
    flats = pd.read_csv("data/listings.csv").drop_duplicates("listing_id")
    flats = flats.dropna(subset=INPUTS + ["price"])
    y = np.log(flats["price"])
    x_train, x_test, y_train, y_test = train_test_split(
        flats[INPUTS], y, test_size=0.2, random_state=seed
    )
    model = TwoLevelRegressor(learners(seed), LinearRegression(positive=True))
    model.fit(x_train, y_train)
    mape = mean_absolute_percentage_error(np.exp(y_test), np.exp(model.predict(x_test)))
    print("combiner weights", np.round(model.combiner_.coef_, 3))
    print(f"MAPE {mape:.2%}")


if __name__ == "__main__":
    main()
