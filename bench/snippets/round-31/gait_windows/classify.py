from pathlib import Path

import numpy as np
from sklearn.ensemble import ExtraTreesClassifier
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split

from segments import collect


def recordings(root):
    for path in sorted(Path(root).glob("*.npz")):
        blob = np.load(path)
        yield blob["accel"].astype("float32"), str(blob["activity"])


def main():
    X, y = collect(recordings("data/gait"))
    X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.25, stratify=y, random_state=0)
    model = ExtraTreesClassifier(n_estimators=400, n_jobs=-1, random_state=0)
    model.fit(X_tr, y_tr)
    print("balanced accuracy", balanced_accuracy_score(y_te, model.predict(X_te)))


if __name__ == "__main__":
    main()
