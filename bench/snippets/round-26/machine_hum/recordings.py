from pathlib import Path

import numpy as np
import pandas as pd
import soundfile as sf

WINDOW = 16000


def catalogue(root):
    rows = [
        {"wav": str(p), "machine": p.parts[-2], "worn": int(p.stem.startswith("worn"))}
        for p in sorted(Path(root).glob("*/*.wav"))
    ]
    return pd.DataFrame(rows)


def windows(wave):
    n = len(wave) // WINDOW
    return wave[: n * WINDOW].reshape(n, WINDOW)


def spectrum(block):
    power = np.abs(np.fft.rfft(block * np.hanning(len(block)))) ** 2
    return np.log(np.add.reduceat(power, np.arange(0, len(power), 125)) + 1e-9)


def noisy(block, rng):
    return block * rng.uniform(0.7, 1.3) + rng.normal(0, 0.01, len(block))


def matrix(table, copies=0, seed=0):
    rng = np.random.default_rng(seed)
    X, y, wav = [], [], []
    for row in table.itertuples():
        wave, _ = sf.read(row.wav)
        for block in windows(wave):
            for version in [block] + [noisy(block, rng) for _ in range(copies)]:
                X.append(spectrum(version))
                y.append(row.worn)
                wav.append(row.wav)
    return np.array(X), np.array(y), np.array(wav)
