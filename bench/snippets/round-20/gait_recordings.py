import numpy as np
import pandas as pd
from pathlib import Path
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

WIN, STEP = 256, 128


def segments(path):
    walk = pd.read_csv(path)[["ax", "ay", "az"]].to_numpy()
    for s in range(0, len(walk) - WIN + 1, STEP):
        yield walk[s : s + WIN]


def describe(seg):
    spec = np.abs(np.fft.rfft(seg, axis=0))[:20]
    return np.concatenate([seg.mean(0), seg.std(0), spec.ravel()])


def load(root):
    rows, labels = [], []
    diagnoses = pd.read_csv(Path(root, "participants.csv")).set_index("participant")["parkinson"]
    for path in sorted(Path(root, "walks").glob("*.csv")):
        participant = path.stem.split("_")[0]
        for seg in segments(path):
            rows.append(describe(seg))
            labels.append(diagnoses[participant])
    return np.array(rows), np.array(labels)


def main():
    X, y = load("gait")
    X_tr, X_te, y_tr, y_te = train_test_split(X, y, test_size=0.3, random_state=7, stratify=y)
    clf = RandomForestClassifier(n_estimators=500, random_state=7, n_jobs=-1).fit(X_tr, y_tr)
    print("accuracy", accuracy_score(y_te, clf.predict(X_te)))


if __name__ == "__main__":
    main()
