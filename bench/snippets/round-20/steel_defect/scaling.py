import joblib
import numpy as np


class Bounds:
    def __init__(self, low=None, high=None):
        self.low, self.high = low, high

    def learn(self, X):
        self.low, self.high = np.nanpercentile(X, [1, 99], axis=0)
        return self

    def __call__(self, X):
        return np.clip((X - self.low) / (self.high - self.low + 1e-9), 0, 1)

    def save(self, path):
        joblib.dump((self.low, self.high), path)

    @classmethod
    def load(cls, path):
        return cls(*joblib.load(path))
