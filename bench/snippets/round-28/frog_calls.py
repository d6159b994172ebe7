"""Species classifier on frog call recordings (one recording per site visit)."""
from pathlib import Path

import librosa
import numpy as np
from sklearn.metrics import balanced_accuracy_score, classification_report
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

ROOT = Path("recordings")
RATE = 22_050
rng = np.random.default_rng(5)


def versions(wave: np.ndarray) -> list:
    noisy = wave + rng.normal(0.0, 0.003, size=wave.shape)
    return [
        wave,
        noisy,
        librosa.effects.pitch_shift(wave, sr=RATE, n_steps=1),
        librosa.effects.pitch_shift(wave, sr=RATE, n_steps=-1),
    ]


def describe(wave: np.ndarray) -> np.ndarray:
    mfcc = librosa.feature.mfcc(y=wave, sr=RATE, n_mfcc=20)
    return np.concatenate([mfcc.mean(axis=1), mfcc.std(axis=1)])


def collect(root: Path):
    rows, species = [], []
    for clip in sorted(root.glob("*/*.wav")):
        wave, _ = librosa.load(clip, sr=RATE, mono=True)
        for version in versions(wave):
            rows.append(describe(version))
            species.append(clip.parent.name)
    return np.vstack(rows), np.array(species)


def main():
    X, y = collect(ROOT)
    X_fit, X_test, y_fit, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=5
    )
    model = make_pipeline(StandardScaler(), SVC(C=5.0, gamma="scale", class_weight="balanced"))
    model.fit(X_fit, y_fit)
    guess = model.predict(X_test)
    print("balanced accuracy", round(balanced_accuracy_score(y_test, guess), 3))
    print(classification_report(y_test, guess))


if __name__ == "__main__":
    main()
