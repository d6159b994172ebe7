import numpy as np
from numpy.random import default_rng
from sklearn.decomposition import PCA
from sklearn.linear_model import Ridge
from sklearn.metrics import mean_absolute_error

N_COMPONENTS = 12


def read_spectra(npz_path):
    with np.load(npz_path) as archive:
        return archive["absorbance"], archive["moisture"]


def compress(spectra, k=N_COMPONENTS):
    centred = spectra - spectra.mean(axis=0)
    pca = PCA(n_components=k, random_state=0)
    return pca.fit_transform(centred), pca


def partition(n, test_share=0.25, seed=7):
    order = default_rng(seed).permutation(n)
    cut = int(n * (1 - test_share))
    return order[:cut], order[cut:]


def main():
    spectra, moisture = read_spectra("corn_nir.npz")
    Z, pca = compress(spectra)
    fit_idx, hold_idx = partition(len(Z))

    model = Ridge(alpha=1.0).fit(Z[fit_idx], moisture[fit_idx])
    err = mean_absolute_error(moisture[hold_idx], model.predict(Z[hold_idx]))
    print("explained:", pca.explained_variance_ratio_.sum().round(3))
    print("hold-out MAE:", round(err, 4))


main()
