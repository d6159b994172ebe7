"""Log-mel summaries of cough recordings stored as <person>/<clip>.wav."""
from pathlib import Path

import librosa
import numpy as np
import pandas as pd


def summarise(path):
    y, sr = librosa.load(path, sr=16000)
    mel = librosa.power_to_db(librosa.feature.melspectrogram(y=y, sr=sr, n_mels=48))
    mel = (mel - mel.mean()) / (mel.std() + 1e-6)
    return np.hstack([mel.mean(axis=1), mel.std(axis=1), np.percentile(mel, 90, axis=1)])


def load(root, diagnosis_csv):
    paths = sorted(Path(root).glob("*/*.wav"))
    person = np.array([p.parent.name for p in paths])
    diagnosis = pd.read_csv(diagnosis_csv, dtype={"person": str}).set_index("person")["asthma"]
    X = np.vstack([summarise(p) for p in paths])
    return X, diagnosis.loc[person].to_numpy(), person
