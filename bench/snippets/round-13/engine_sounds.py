"""Detect injector faults from short recordings of idling engines."""
from pathlib import Path

import librosa
import numpy as np
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

RATE = 16_000
CLASSES = {"healthy": 0, "injector_fault": 1}


def variants(wave, rng):
    """The recording itself plus pitch, tempo and noise versions of it."""
    yield wave
    for steps in (-1.0, 1.0):
        yield librosa.effects.pitch_shift(wave, sr=RATE, n_steps=steps)
    yield librosa.effects.time_stretch(wave, rate=1.05)
    yield wave + rng.normal(0.0, 0.003, size=wave.shape)


def describe(wave):
    mfcc = librosa.feature.mfcc(y=wave, sr=RATE, n_mfcc=20)
    flatness = librosa.feature.spectral_flatness(y=wave)
    return np.concatenate([mfcc.mean(axis=1), mfcc.std(axis=1), flatness.mean(axis=1)])


class SoundBank:
    """One recording per engine, stored as <class>/<engine>.wav."""

    def __init__(self, root, seed=0):
        self.root = Path(root)
        self.rng = np.random.default_rng(seed)
        self.rows, self.labels = [], []

    def load(self):
        for name, code in CLASSES.items():
            for wav in sorted((self.root / name).glob("*.wav")):
                wave, _ = librosa.load(wav, sr=RATE, duration=4.0)
                for version in variants(wave, self.rng):
                    self.rows.append(describe(version))
                    self.labels.append(code)
        return np.vstack(self.rows), np.array(self.labels)


def main():
    features, faults = SoundBank("recordings/idle").load()
    x_fit, x_eval, y_fit, y_eval = train_test_split(
        features, faults, test_size=0.2, stratify=faults, random_state=42
    )
    model = make_pipeline(StandardScaler(), SVC(C=10, gamma="scale", class_weight="balanced"))
    model.fit(x_fit, y_fit)
    print(classification_report(y_eval, model.predict(x_eval), target_names=list(CLASSES)))


if __name__ == "__main__":
    main()
