"""Grade natural corks from a panel of chemical measurements."""
import pandas as pd
from sklearn.decomposition import PCA
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import RobustScaler
from sklearn.svm import SVC

GRID = {
    "reduce__n_components": [5, 10, 20],
    "svc__C": [0.3, 1.0, 3.0, 10.0],
    "svc__gamma": ["scale", 0.01],
}


def build():
    return Pipeline([
        ("scale", RobustScaler()),
        ("reduce", PCA(random_state=0)),
        ("svc", SVC(class_weight="balanced")),
    ])


def search(X, y):
    folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=0)
    grid = GridSearchCV(build(), GRID, cv=folds, scoring="balanced_accuracy", n_jobs=-1)
    return grid.fit(X, y)


def main():
    corks = pd.read_csv("data/corks.csv").drop_duplicates()
    X, y = corks.filter(like="ppm_"), corks["grade"]
    print(X.describe().T)
    X_dev, X_test, y_dev, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=0
    )
    grid = search(X_dev, y_dev)
    print("cross-validated", round(grid.best_score_, 3), grid.best_params_)
    print("hold-out", round(balanced_accuracy_score(y_test, grid.predict(X_test)), 3))


if __name__ == "__main__":
    main()
