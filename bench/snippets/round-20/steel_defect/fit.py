import joblib
import numpy as np
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier

from scaling import Bounds


def main():
    pack = np.load("plates_unique.npz")
    X, rest, y, y_rest = train_test_split(pack["X"], pack["y"], test_size=0.2, stratify=pack["y"], random_state=15)
    np.savez("held.npz", X=rest, y=y_rest)
    bounds = Bounds().learn(X)
    bounds.save("bounds.joblib")
    net = MLPClassifier((64,), early_stopping=True, validation_fraction=0.15, random_state=15)
    net.fit(bounds(X), y)
    joblib.dump(net, "net.joblib")


if __name__ == "__main__":
    main()
