"""Species from short bird calls. Every file in calls/<species>/ is its own recording."""
from pathlib import Path

import librosa
import numpy as np
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

ROOT = Path("calls")
RATE = 22050
rng = np.random.default_rng(8)


def variants(signal):
    yield signal
    yield librosa.effects.pitch_shift(y=signal, sr=RATE, n_steps=1)
    yield librosa.effects.pitch_shift(y=signal, sr=RATE, n_steps=-1)
    yield librosa.effects.time_stretch(signal, rate=1.1)
    yield signal + rng.normal(0, 0.003, size=signal.shape)


def describe(signal):
    mfcc = librosa.feature.mfcc(y=signal, sr=RATE, n_mfcc=20)
    flat = librosa.feature.spectral_flatness(y=signal)
    return np.concatenate([mfcc.mean(axis=1), mfcc.std(axis=1), [flat.mean()]])


def collect(root):
    rows, species = [], []
    for clip in sorted(root.glob("*/*.wav")):
        signal, _ = librosa.load(clip, sr=RATE, mono=True, duration=5.0)
        for version in variants(signal):
            rows.append(describe(version))
            species.append(clip.parent.name)
    return np.vstack(rows), np.array(species)


def main():
    X, y = collect(ROOT)
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=8
    )
    model = make_pipeline(StandardScaler(), SVC(C=10, gamma="scale"))
    model.fit(X_train, y_train)
    score = balanced_accuracy_score(y_test, model.predict(X_test))
    print(f"{len(set(y))} species, balanced accuracy {score:.3f}")


if __name__ == "__main__":
    main()
