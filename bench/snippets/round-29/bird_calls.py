"""Species recognition from short field recordings (one clip per nest box)."""
from pathlib import Path

import librosa
import numpy as np
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

SR = 22050
CLIPS = Path("recordings")


def variants(wave, rng):
    yield wave
    yield librosa.effects.pitch_shift(wave, sr=SR, n_steps=1)
    yield librosa.effects.time_stretch(wave, rate=1.1)
    yield wave + rng.normal(0, 0.003, size=wave.shape).astype(wave.dtype)


def describe(wave):
    mfcc = librosa.feature.mfcc(y=wave, sr=SR, n_mfcc=20)
    contrast = librosa.feature.spectral_contrast(y=wave, sr=SR)
    return np.concatenate([mfcc.mean(axis=1), mfcc.std(axis=1), contrast.mean(axis=1)])


def build_matrix(folder, rng):
    rows, species = [], []
    for wav in sorted(folder.glob("*/*.wav")):
        wave, _ = librosa.load(wav, sr=SR, duration=5.0)
        for version in variants(wave, rng):
            rows.append(describe(version))
            species.append(wav.parent.name)
    return np.vstack(rows), np.array(species)


def main():
    rng = np.random.default_rng(5)
    X, y = build_matrix(CLIPS, rng)
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=5
    )
    clf = make_pipeline(StandardScaler(), SVC(C=10, gamma="scale"))
    clf.fit(X_train, y_train)
    print("macro F1:", round(f1_score(y_test, clf.predict(X_test), average="macro"), 3))


if __name__ == "__main__":
    main()
