"""Wet or dry cough from telephone recordings; a caller leaves several coughs."""
from pathlib import Path

import librosa
import numpy as np
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

FOLDER = Path("coughs")
RATE = 8_000


def load(name):
    signal, _ = librosa.load(FOLDER / name, sr=RATE, mono=True)
    return librosa.util.fix_length(signal, size=RATE)


def features(signal):
    mel = librosa.power_to_db(librosa.feature.melspectrogram(y=signal, sr=RATE, n_mels=32))
    return np.concatenate([mel.mean(axis=1), mel.std(axis=1), np.diff(mel, axis=1).std(axis=1)])


def variants(signal, rng):
    yield signal
    yield signal + rng.normal(0, 0.005, signal.shape)
    yield librosa.effects.pitch_shift(signal, sr=RATE, n_steps=float(rng.uniform(-1, 1)))
    yield np.roll(signal, int(rng.integers(-800, 800)))


def part_of(caller, parts):
    return next(name for name, callers in parts.items() if caller in callers)


def divide(callers, rng):
    callers = rng.permutation(callers)
    a, b = int(0.6 * len(callers)), int(0.8 * len(callers))
    return {"fit": set(callers[:a]), "tune": set(callers[a:b]), "final": set(callers[b:])}


def main():
    rng = np.random.default_rng(22)
    notes = pd.read_csv(FOLDER / "labels.csv")
    parts = divide(notes["caller"].unique(), rng)
    table = {name: ([], []) for name in parts}
    for note in notes.itertuples():
        name = part_of(note.caller, parts)
        signal = load(note.file)
        for version in variants(signal, rng) if name == "fit" else [signal]:
            table[name][0].append(features(version))
            table[name][1].append(note.wet)
    data = {name: (np.vstack(x), np.array(y)) for name, (x, y) in table.items()}

    models = {}
    for c in (0.001, 0.01, 0.1, 1.0):
        model = make_pipeline(StandardScaler(), LogisticRegression(C=c, max_iter=2000))
        model.fit(*data["fit"])
        auc = roc_auc_score(data["tune"][1], model.decision_function(data["tune"][0]))
        models[auc] = (c, model)
    c, model = models[max(models)]
    x, y = data["final"]
    print("C", c, "AUC", roc_auc_score(y, model.decision_function(x)))


if __name__ == "__main__":
    main()
