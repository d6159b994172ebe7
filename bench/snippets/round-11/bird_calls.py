"""Species from three-second field clips, one clip per recorder deployment."""
from pathlib import Path

import librosa
import numpy as np
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

SR = 22050
LENGTH = 3 * SR
rng = np.random.default_rng(42)


def read_clip(path):
    wave, _ = librosa.load(path, sr=SR, mono=True)
    return librosa.util.fix_length(wave, size=LENGTH)


def variants(wave):
    yield wave
    yield wave + rng.normal(0, 0.005, size=wave.shape)
    yield np.roll(wave, int(rng.integers(SR // 4, SR)))
    yield librosa.effects.pitch_shift(wave, sr=SR, n_steps=float(rng.uniform(-1, 1)))


def describe(wave):
    mfcc = librosa.feature.mfcc(y=wave, sr=SR, n_mfcc=20)
    contrast = librosa.feature.spectral_contrast(y=wave, sr=SR)
    return np.hstack([mfcc.mean(axis=1), mfcc.std(axis=1), contrast.mean(axis=1)])


def build(root):
    rows, species = [], []
    for folder in sorted(Path(root).iterdir()):
        for path in sorted(folder.glob("*.wav")):
            for wave in variants(read_clip(path)):
                rows.append(describe(wave))
                species.append(folder.name)
    return np.vstack(rows), np.array(species)


def main():
    X, y = build("data/clips")
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=42
    )
    model = make_pipeline(StandardScaler(), SVC(C=10, gamma="scale"))
    model.fit(X_train, y_train)
    print("balanced accuracy", balanced_accuracy_score(y_test, model.predict(X_test)))


if __name__ == "__main__":
    main()
