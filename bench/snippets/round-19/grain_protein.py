"""Protein content of wheat from near-infrared spectra, one spectrum per sample."""
import numpy as np
from sklearn.decomposition import PCA
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_squared_error
from sklearn.model_selection import KFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler


def compress(spectra, n=12):
    return make_pipeline(StandardScaler(), PCA(n_components=n)).fit_transform(spectra)


def rmsep(spectra, protein):
    scores = compress(spectra)
    errors = []
    for fit_rows, out_rows in KFold(n_splits=10, shuffle=True, random_state=2).split(scores):
        ridge = Ridge(alpha=1.0).fit(scores[fit_rows], protein[fit_rows])
        predicted = ridge.predict(scores[out_rows])
        errors.append(mean_squared_error(protein[out_rows], predicted))
    return float(np.sqrt(np.mean(errors)))


def main():
    spectra = np.loadtxt("nir/absorbance.csv", delimiter=",")
    protein = np.loadtxt("nir/protein.csv")
    print(f"RMSEP over ten folds: {rmsep(spectra, protein):.3f} %")


if __name__ == "__main__":
    main()
