"""Monthly rent of apartments; several regressors under a linear combiner."""
import numpy as np
import pandas as pd
from sklearn.ensemble import ExtraTreesRegressor, GradientBoostingRegressor
from sklearn.linear_model import RidgeCV
from sklearn.metrics import mean_absolute_percentage_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FIELDS = ["area_m2", "rooms", "floor", "year_built", "lat", "lon", "balcony", "lift"]


class Combiner:
    def __init__(self):
        self.members = [
            ExtraTreesRegressor(n_estimators=400, random_state=0),
            GradientBoostingRegressor(n_estimators=500, max_depth=5, random_state=0),
            make_pipeline(StandardScaler(), KNeighborsRegressor(10, weights="distance")),
        ]
        self.top = RidgeCV(alphas=np.logspace(-2, 3, 20))

    def _outputs(self, X):
        return np.column_stack([m.predict(X) for m in self.members])

    def fit(self, X, y):
        for member in self.members:
            member.fit(X, y)
        self.top.fit(self._outputs(X), y)
        return self

    def predict(self, X):
        return self.top.predict(self._outputs(X))


def load(path):
    flats = pd.read_csv(path)
    flats = flats.drop_duplicates("flat_id").dropna(subset=FIELDS + ["rent_eur"])
    return flats[FIELDS], np.log(flats["rent_eur"])


def main():
    X, y = load("flats.csv")
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, random_state=13
    )
    combiner = Combiner().fit(X_train, y_train)
    rent = np.exp(combiner.predict(X_test))
    mape = mean_absolute_percentage_error(np.exp(y_test), rent)
    print("weights", dict(zip(["trees", "boost", "knn"], combiner.top.coef_.round(3))))
    print(f"MAPE {100 * mape:.2f} %")


if __name__ == "__main__":
    main()
