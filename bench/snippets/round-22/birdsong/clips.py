"""Turns field recordings into a bank of mel frames."""
from pathlib import Path

import librosa
import numpy as np

RATE = 22_050
SECONDS = 5


def versions(wave, rng):
    yield wave
    yield np.roll(wave, rng.integers(RATE // 4, RATE))
    yield wave + rng.normal(0.0, 0.003, size=wave.shape)
    yield librosa.effects.pitch_shift(wave, sr=RATE, n_steps=float(rng.uniform(-1, 1)))


def mel(wave):
    power = librosa.feature.melspectrogram(y=wave, sr=RATE, n_mels=64)
    return librosa.power_to_db(power, ref=np.max).astype("float32")


def build_bank(root, seed=0):
    rng = np.random.default_rng(seed)
    frames, species = [], []
    for path in sorted(Path(root).glob("*/*.wav")):
        wave, _ = librosa.load(path, sr=RATE, duration=SECONDS)
        wave = librosa.util.fix_length(wave, size=RATE * SECONDS)
        for version in versions(wave, rng):
            frames.append(mel(version))
            species.append(path.parent.name)
    return np.stack(frames), np.array(species)
