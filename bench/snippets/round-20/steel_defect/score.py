import joblib
import numpy as np
from sklearn.metrics import classification_report

from scaling import Bounds


def main():
    held = np.load("held.npz")
    bounds = Bounds.load("bounds.joblib")
    net = joblib.load("net.joblib")
    print(classification_report(held["y"], net.predict(bounds(held["X"]))))


if __name__ == "__main__":
    main()
