"""Bearing condition from envelope spectra. One measurement per bearing (n = 2 140)."""
import logging

import numpy as np
from lightgbm import LGBMClassifier
from scipy.signal import hilbert
from sklearn.decomposition import PCA
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split

logging.basicConfig(level=logging.INFO, format="%(message)s")


def envelope_spectrum(sig: np.ndarray, n_bins: int = 512) -> np.ndarray:
    env = np.abs(hilbert(sig, axis=-1))
    env -= env.mean(axis=-1, keepdims=True)
    mag = np.abs(np.fft.rfft(env, axis=-1))[..., :n_bins]
    return np.log1p(mag)


def main():
    z = np.load("bearings.npz")
    W = envelope_spectrum(z["accel"])
    state = z["state"]

    W_train, W_test, s_train, s_test = train_test_split(
        W, state, test_size=0.25, stratify=state, random_state=90
    )
    logging.info("train %s test %s", W_train.shape, W_test.shape)

    pca = PCA(n_components=40, whiten=True, random_state=0)
    pca.fit(W)
    Z_train = pca.transform(W_train)
    Z_test = pca.transform(W_test)

    clf = LGBMClassifier(n_estimators=250, num_leaves=15, class_weight="balanced", verbose=-1)
    clf.fit(Z_train, s_train)
    logging.info("\n%s", classification_report(s_test, clf.predict(Z_test), digits=3))


if __name__ == "__main__":
    main()
