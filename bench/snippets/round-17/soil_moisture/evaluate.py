import numpy as np
from sklearn.metrics import root_mean_squared_error
from sklearn.model_selection import KFold
from sklearn.neighbors import KNeighborsRegressor

from features import compress, read_spectra


def main() -> None:
    spectra, moisture = read_spectra("spectra.csv")
    latent = compress(spectra, moisture, size=12)

    errors = []
    for fit_rows, check_rows in KFold(n_splits=10, shuffle=True, random_state=2).split(latent):
        model = KNeighborsRegressor(n_neighbors=5, weights="distance")
        model.fit(latent[fit_rows], moisture[fit_rows])
        estimate = model.predict(latent[check_rows])
        errors.append(root_mean_squared_error(moisture[check_rows], estimate))

    print(f"RMSE {np.mean(errors):.2f} +/- {np.std(errors):.2f} vol%")


if __name__ == "__main__":
    main()
