import numpy as np
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.impute import KNNImputer
from sklearn.kernel_ridge import KernelRidge
from sklearn.linear_model import BayesianRidge
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import KFold
from sklearn.preprocessing import StandardScaler

SOIL = ["ph", "organic_c", "nitrogen", "phosphorus", "potassium", "clay", "sand"]
SPECTRA = [f"band_{i:02d}" for i in range(40)]


def design_matrix(fields):
    filled = KNNImputer(n_neighbors=7).fit_transform(fields[SOIL + SPECTRA])
    scaled = StandardScaler().fit_transform(filled)
    soil, spectra = scaled[:, :len(SOIL)], scaled[:, len(SOIL):]
    components = PCA(n_components=8).fit_transform(spectra)
    return np.hstack([soil, components])


def cross_validate(model, X, y, folds):
    errors = []
    for fit_rows, out_rows in folds.split(X):
        model.fit(X[fit_rows], y[fit_rows])
        mse = mean_squared_error(y[out_rows], model.predict(X[out_rows]))
        errors.append(np.sqrt(mse))
    return np.mean(errors), np.std(errors)


if __name__ == "__main__":
    fields = pd.read_csv("data/fields_2021.csv")
    y = fields["yield_t_ha"].to_numpy()
    X = design_matrix(fields)
    folds = KFold(n_splits=5, shuffle=True, random_state=1)
    for name, model in {
        "bayesian ridge": BayesianRidge(),
        "kernel ridge": KernelRidge(kernel="rbf", alpha=0.5, gamma=0.02),
    }.items():
        mean, std = cross_validate(model, X, y, folds)
        print(f"{name:15s} RMSE {mean:.3f} +- {std:.3f} t/ha")
