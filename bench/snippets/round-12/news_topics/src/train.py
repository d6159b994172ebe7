import json

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score


def load(name):
    stored = np.load(f"features/{name}.npz")
    return stored["X"], stored["y"]


def main():
    X_fit, y_fit = load("fit")
    X_tune, y_tune = load("tune")
    models = {C: LogisticRegression(C=C, max_iter=2000).fit(X_fit, y_fit) for C in (0.1, 1.0, 10.0, 100.0)}
    scores = {C: f1_score(y_tune, m.predict(X_tune), average="macro") for C, m in models.items()}
    C = max(scores, key=scores.get)

    X_final, y_final = load("final")
    result = {"C": C, "macro_f1": f1_score(y_final, models[C].predict(X_final), average="macro")}
    with open("metrics.json", "w") as handle:
        json.dump(result, handle, indent=1)


if __name__ == "__main__":
    main()
