"""Species classifier on log-mel features of field recordings."""
from pathlib import Path

import librosa
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

SR = 22050


def variants(wave, rng):
    yield wave
    yield wave + rng.normal(0, 0.004, size=wave.shape)
    for steps in (-1, 1):
        yield librosa.effects.pitch_shift(wave, sr=SR, n_steps=steps)


def summarise(wave):
    mel = librosa.feature.melspectrogram(y=wave, sr=SR, n_mels=64)
    db = librosa.power_to_db(mel)
    return np.concatenate([db.mean(axis=1), db.std(axis=1)])


def collect(catalogue, folder, rng):
    rows, species = [], []
    for item in catalogue.itertuples():
        wave, _ = librosa.load(folder / item.file, sr=SR, duration=5.0)
        for version in variants(wave, rng):
            rows.append(summarise(version))
            species.append(item.species)
    return np.vstack(rows), np.array(species)


def main():
    folder = Path("data/calls")
    catalogue = pd.read_csv(folder / "catalogue.csv")
    X, y = collect(catalogue, folder, np.random.default_rng(4))
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=4
    )
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=2000))
    model.fit(X_train, y_train)
    print("macro F1", f1_score(y_test, model.predict(X_test), average="macro"))


if __name__ == "__main__":
    main()
