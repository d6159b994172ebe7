"""Cross-validated error of soil organic carbon models (one core per site)."""
from dataclasses import dataclass, field

import numpy as np
import pandas as pd
from lightgbm import LGBMRegressor
from sklearn.impute import KNNImputer
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import KFold
from sklearn.preprocessing import QuantileTransformer


@dataclass
class SoilTable:
    path: str
    target: str = "soc_g_kg"
    covariates: list = field(
        default_factory=lambda: [
            "clay", "silt", "ph", "ndvi", "slope", "rainfall_mm", "mean_temp_c", "bulk_density",
        ]
    )

    def matrix(self):
        frame = pd.read_csv(self.path).dropna(subset=[self.target])
        gaps_filled = KNNImputer(n_neighbors=7).fit_transform(frame[self.covariates])
        shaped = QuantileTransformer(n_quantiles=200, output_distribution="normal", random_state=0)
        return shaped.fit_transform(gaps_filled), frame[self.target].to_numpy()


def cross_validate(X, y, n_splits=10):
    errors = []
    for fold, (fit_idx, val_idx) in enumerate(KFold(n_splits, shuffle=True, random_state=0).split(X)):
        model = LGBMRegressor(n_estimators=300, learning_rate=0.05, num_leaves=15, verbose=-1)
        model.fit(X[fit_idx], y[fit_idx])
        rmse = mean_squared_error(y[val_idx], model.predict(X[val_idx])) ** 0.5
        print(f"fold {fold:2d}  rmse {rmse:.2f}")
        errors.append(rmse)
    return np.array(errors)


def main():
    X, y = SoilTable("data/cores.csv").matrix()
    errors = cross_validate(X, y)
    print(f"RMSE {errors.mean():.2f} +/- {errors.std():.2f} g/kg")


if __name__ == "__main__":
    main()
