from pathlib import Path

import librosa
import numpy as np
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import GridSearchCV, GroupKFold, GroupShuffleSplit
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import Normalizer, StandardScaler
from sklearn.svm import SVC


def embed(path):
    wave, sr = librosa.load(path, sr=16000)
    mfcc = librosa.feature.mfcc(y=wave, sr=sr, n_mfcc=20)
    return np.concatenate([mfcc.mean(axis=1), mfcc.std(axis=1)])


def corpus(root):
    paths = sorted(Path(root).glob("*/*.wav"))
    X = np.array([embed(p) for p in paths])
    speakers = np.array([p.parent.name for p in paths])
    y = np.array([p.stem.split("-")[1] for p in paths])
    return X, y, speakers


def main():
    X, y, speakers = corpus("emotion_wavs")
    X = Normalizer().fit_transform(X)
    gss = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=4)
    a, b = next(gss.split(X, y, groups=speakers))
    search = GridSearchCV(
        Pipeline([("z", StandardScaler()), ("svc", SVC())]),
        {"svc__C": [0.5, 1, 5, 20]},
        cv=GroupKFold(5), scoring="balanced_accuracy",
    )
    search.fit(X[a], y[a], groups=speakers[a])
    print("balanced accuracy", balanced_accuracy_score(y[b], search.predict(X[b])))


if __name__ == "__main__":
    main()
