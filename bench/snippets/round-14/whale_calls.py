"""Call type of humpback whales from hydrophone recordings."""
from pathlib import Path

import librosa
import numpy as np
import pandas as pd
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.neighbors import KNeighborsClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

RATE = 16_000
WINDOW = 2 * RATE
STEP = WINDOW // 4


def excerpts(signal):
    for start in range(0, len(signal) - WINDOW + 1, STEP):
        yield signal[start : start + WINDOW]


def describe(piece):
    mfcc = librosa.feature.mfcc(y=piece, sr=RATE, n_mfcc=20)
    flat = librosa.feature.spectral_flatness(y=piece)
    return np.concatenate([mfcc.mean(axis=1), mfcc.std(axis=1), [flat.mean()]])


def build_table(folder: Path):
    notes = pd.read_csv(folder / "annotations.csv")
    rows, calls = [], []
    for note in notes.itertuples():
        signal, _ = librosa.load(folder / "wav" / note.file, sr=RATE, mono=True)
        for piece in excerpts(signal):
            rows.append(describe(piece))
            calls.append(note.call_type)
    return np.vstack(rows), np.array(calls)


def main():
    x, calls = build_table(Path("hydrophone"))
    x_a, x_b, c_a, c_b = train_test_split(x, calls, test_size=0.2, stratify=calls, random_state=5)
    model = make_pipeline(StandardScaler(), KNeighborsClassifier(n_neighbors=3))
    model.fit(x_a, c_a)
    print("macro F1:", f1_score(c_b, model.predict(x_b), average="macro"))


if __name__ == "__main__":
    main()
