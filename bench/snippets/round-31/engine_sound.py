"""Classify engine condition from log-mel statistics; several clips per engine."""
import numpy as np
from sklearn.decomposition import PCA
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import GridSearchCV, GroupKFold, GroupShuffleSplit
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC


def clip_statistics(logmel):
    """clips x bands x frames -> clips x features"""
    return np.concatenate(
        [logmel.mean(axis=2), logmel.std(axis=2), np.percentile(logmel, 90, axis=2)], axis=1
    )


def search():
    flow = Pipeline([("z", StandardScaler()), ("pca", PCA(30)), ("svm", SVC())])
    grid = {"pca__n_components": [10, 30, 60], "svm__C": [0.3, 1, 3, 10], "svm__gamma": ["scale", 0.01]}
    return GridSearchCV(flow, grid, cv=GroupKFold(5), scoring="balanced_accuracy", n_jobs=-1)


def main():
    blob = np.load("data/engine_logmel.npz")
    X = clip_statistics(blob["logmel"])
    y, engine = blob["condition"], blob["engine_id"]
    outer = GroupShuffleSplit(n_splits=1, test_size=0.25, random_state=1)
    dev, held = next(outer.split(X, y, engine))
    finder = search()
    finder.fit(X[dev], y[dev], groups=engine[dev])
    print("cv      ", finder.best_score_, finder.best_params_)
    print("held-out", balanced_accuracy_score(y[held], finder.predict(X[held])))


if __name__ == "__main__":
    main()
