"""Serve direction from pose key points; one serve per player in the table."""
import numpy as np
import pandas as pd
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

MODELS = {
    "lda": lambda: LinearDiscriminantAnalysis(solver="lsqr", shrinkage="auto"),
    "knn": lambda: KNeighborsClassifier(15),
    "svm": lambda: SVC(C=3.0, probability=True, random_state=0),
}
LEVELS = np.linspace(0.2, 0.8, 25)


def load(path="serves.csv"):
    serves = pd.read_csv(path).drop_duplicates("player")
    points = [c for c in serves.columns if c.startswith(("hip_", "elbow_", "wrist_", "ball_"))]
    return serves[points], serves["wide"].astype(int)


def wide(model, X):
    return model.predict_proba(X)[:, 1]


def compare(fitted, X, y):
    rows = []
    for name, model in fitted.items():
        p = wide(model, X)
        for level in LEVELS:
            rows.append((balanced_accuracy_score(y, p >= level), name, level))
    return max(rows)


def main():
    X, y = load()
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.4, stratify=y, random_state=23
    )
    X_test, X_last, y_test, y_last = train_test_split(
        X_test, y_test, test_size=0.5, stratify=y_test, random_state=23
    )
    fitted = {
        name: make_pipeline(StandardScaler(), make()).fit(X_train, y_train)
        for name, make in MODELS.items()
    }
    score, name, level = compare(fitted, X_test, y_test)
    print(f"picked {name} at {level:.3f} ({score:.3f} on the rows used for picking)")
    final = balanced_accuracy_score(y_last, wide(fitted[name], X_last) >= level)
    print(f"balanced accuracy {final:.3f} on {len(y_last)} further players")


if __name__ == "__main__":
    main()
