import sys

import numpy as np
from numpy.linalg import svd
from sklearn.metrics import accuracy_score, confusion_matrix
from sklearn.neighbors import KNeighborsClassifier


def load(path):
    raw = np.genfromtxt(path, delimiter=",", skip_header=1)
    return raw[:, 1:], raw[:, 0].astype(int)


def project(A, k):
    A = A - A.mean(axis=0)
    A = A / A.std(axis=0, ddof=1)
    _, s, Vt = svd(A, full_matrices=False)
    print("explained:", np.round((s ** 2 / (s ** 2).sum())[:k], 3))
    return A @ Vt[:k].T


def main(path="data/cultivars.csv", k=5):
    A, cultivar = load(path)
    Z = project(A, k)
    rng = np.random.default_rng(7)
    order = rng.permutation(len(cultivar))
    cut = int(0.7 * len(order))
    a, b = order[:cut], order[cut:]

    knn = KNeighborsClassifier(n_neighbors=5, weights="distance")
    knn.fit(Z[a], cultivar[a])
    hat = knn.predict(Z[b])
    print("acc %.3f" % accuracy_score(cultivar[b], hat))
    print(confusion_matrix(cultivar[b], hat))


if __name__ == "__main__":
    main(*sys.argv[1:2])
