"""Species from frog calls recorded with field microphones."""
import csv
from pathlib import Path

import librosa
import numpy as np
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

RATE = 22050
FOLDER = Path("recordings")
rng = np.random.default_rng(17)


def variants(wave):
    yield wave
    for steps in (-1.5, 1.5):
        yield librosa.effects.pitch_shift(wave, sr=RATE, n_steps=steps)
    yield librosa.effects.time_stretch(wave, rate=1.1)
    yield wave + rng.normal(0.0, 0.003, size=wave.shape)


def describe(wave):
    mfcc = librosa.feature.mfcc(y=wave, sr=RATE, n_mfcc=20)
    contrast = librosa.feature.spectral_contrast(y=wave, sr=RATE)
    return np.concatenate(
        [mfcc.mean(axis=1), mfcc.std(axis=1), contrast.mean(axis=1)]
    )


def collect(listing):
    rows, species = [], []
    with open(listing, newline="") as handle:
        for entry in csv.DictReader(handle):
            wave, _ = librosa.load(FOLDER / entry["file"], sr=RATE, duration=5.0)
            for version in variants(wave):
                rows.append(describe(version))
                species.append(entry["species"])
    return np.vstack(rows), np.array(species)


def main():
    X, y = collect("calls.csv")
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=17
    )
    model = make_pipeline(StandardScaler(), SVC(C=10.0, gamma="scale"))
    model.fit(X_train, y_train)
    print(classification_report(y_test, model.predict(X_test), digits=3))


if __name__ == "__main__":
    main()
