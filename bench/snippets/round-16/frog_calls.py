"""Frog species from field recordings: one labelled clip per file."""
from pathlib import Path

import librosa
import numpy as np
from sklearn.metrics import balanced_accuracy_score, classification_report
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

SR = 22_050
SECONDS = 3.0


def load_clip(path):
    wave, _ = librosa.load(path, sr=SR, duration=SECONDS)
    return librosa.util.fix_length(wave, size=int(SR * SECONDS))


def variants(wave, rng):
    yield wave
    for steps in (-1.0, 1.0):
        yield librosa.effects.pitch_shift(wave, sr=SR, n_steps=steps)
    yield np.roll(wave, rng.integers(SR // 4, SR))
    yield wave + rng.normal(0.0, 0.003, size=wave.shape)


def embed(wave):
    mfcc = librosa.feature.mfcc(y=wave, sr=SR, n_mfcc=20)
    delta = librosa.feature.delta(mfcc)
    return np.concatenate([mfcc.mean(axis=1), mfcc.std(axis=1), delta.std(axis=1)])


class CallLibrary:
    def __init__(self, root, seed=0):
        self.root = Path(root)
        self.rng = np.random.default_rng(seed)
        self.vectors, self.species = [], []

    def collect(self):
        for path in sorted(self.root.glob("*/*.wav")):
            wave = load_clip(path)
            for version in variants(wave, self.rng):
                self.vectors.append(embed(version))
                self.species.append(path.parent.name)
        return np.stack(self.vectors), np.array(self.species)


def main():
    X, y = CallLibrary("recordings").collect()
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=42
    )
    search = GridSearchCV(
        make_pipeline(StandardScaler(), SVC()),
        {"svc__C": [1, 10, 100], "svc__gamma": ["scale", 0.01]},
        cv=5,
        scoring="balanced_accuracy",
    )
    search.fit(X_train, y_train)
    predicted = search.predict(X_test)
    print(classification_report(y_test, predicted))
    print("balanced accuracy", balanced_accuracy_score(y_test, predicted))


if __name__ == "__main__":
    main()
