"""Species classifier on field recordings."""
from pathlib import Path

import librosa
import numpy as np
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelEncoder, StandardScaler
from sklearn.svm import SVC

SR = 22050
RNG = np.random.default_rng(12)


def variants(wave):
    yield wave
    yield wave + RNG.normal(0, 0.005, size=wave.shape).astype(wave.dtype)
    yield librosa.effects.pitch_shift(wave, sr=SR, n_steps=1)
    yield librosa.effects.time_stretch(wave, rate=1.1)


def describe(wave):
    mfcc = librosa.feature.mfcc(y=wave, sr=SR, n_mfcc=20)
    contrast = librosa.feature.spectral_contrast(y=wave, sr=SR)
    return np.concatenate([mfcc.mean(1), mfcc.std(1), contrast.mean(1)])


class CallCollection:
    def __init__(self, root):
        self.root = Path(root)
        self.vectors, self.species = [], []

    def read(self):
        for wav in sorted(self.root.glob("*/*.wav")):
            wave, _ = librosa.load(wav, sr=SR, duration=8.0)
            for version in variants(wave):
                self.vectors.append(describe(version))
                self.species.append(wav.parent.name)
        return self

    def arrays(self):
        return np.vstack(self.vectors), np.array(self.species)


def main():
    X, names = CallCollection("recordings/dawn_chorus").read().arrays()
    y = LabelEncoder().fit_transform(names)
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=12
    )
    model = make_pipeline(StandardScaler(), SVC(C=10.0, gamma="scale"))
    model.fit(X_train, y_train)
    print(classification_report(y_test, model.predict(X_test)))


if __name__ == "__main__":
    main()
