"""Door-to-door hours for parcels (one row per parcel, one parcel per sender)."""
import argparse

import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsRegressor

NUMERIC = ["weight_kg", "volume_l", "distance_km", "declared_value", "stops"]
TARGET = "hours"


class TransitModel:
    def __init__(self, parcels: pd.DataFrame, neighbours: int, seed: int):
        self.parcels = parcels
        self.neighbours = neighbours
        self.train, self.test = train_test_split(
            parcels, test_size=0.2, random_state=seed
        )
        self.center = None
        self.scale = None
        self.model = None

    def learn_units(self):
        numbers = self.parcels[NUMERIC]
        self.center = numbers.mean()
        self.scale = numbers.std().replace(0.0, 1.0)
        return self

    def matrix(self, frame: pd.DataFrame) -> np.ndarray:
        return ((frame[NUMERIC] - self.center) / self.scale).to_numpy()

    def fit(self):
        self.model = KNeighborsRegressor(n_neighbors=self.neighbours, weights="distance")
        self.model.fit(self.matrix(self.train), self.train[TARGET])
        return self

    def report(self) -> float:
        guess = self.model.predict(self.matrix(self.test))
        return mean_absolute_error(self.test[TARGET], guess)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("parcels", help="parquet file with delivered parcels")
    parser.add_argument("--neighbours", type=int, default=15)
    parser.add_argument("--seed", type=int, default=11)
    args = parser.parse_args()

    parcels = pd.read_parquet(args.parcels).dropna(subset=NUMERIC + [TARGET])
    model = TransitModel(parcels, args.neighbours, args.seed)
    model.learn_units().fit()
    print(f"MAE on held-out parcels: {model.report():.2f} h")


if __name__ == "__main__":
    main()
