"""Accelerometer recordings -> overlapping windows, with the walker attached."""
from pathlib import Path

import numpy as np
import pandas as pd

RATE = 100
LENGTH, STEP = 2 * RATE, RATE


def cut(recording):
    xyz = recording[["ax", "ay", "az"]].to_numpy(dtype=np.float32)
    starts = range(0, len(xyz) - LENGTH + 1, STEP)
    return [xyz[s:s + LENGTH] for s in starts]


def load(folder):
    index = pd.read_csv(Path(folder) / "walks.csv")
    signals, gaits, walkers = [], [], []
    for walk in index.itertuples():
        pieces = cut(pd.read_csv(Path(folder) / walk.file))
        signals.extend(pieces)
        gaits.extend([walk.gait] * len(pieces))
        walkers.extend([walk.walker] * len(pieces))
    return np.stack(signals), np.array(gaits), np.array(walkers)


def turned(signals, gaits, walkers, copies, rng):
    """The sensor sits a little differently on every belt."""
    blocks = [signals]
    for _ in range(copies):
        angle = rng.uniform(-0.3, 0.3, size=len(signals)).astype(np.float32)
        c, s = np.cos(angle)[:, None], np.sin(angle)[:, None]
        x, y, z = signals[..., 0], signals[..., 1], signals[..., 2]
        blocks.append(np.stack([c * x - s * y, s * x + c * y, z], axis=-1))
    n = copies + 1
    return np.concatenate(blocks), np.tile(gaits, n), np.tile(walkers, n)


def describe(signals):
    size = np.linalg.norm(signals, axis=-1)
    power = np.abs(np.fft.rfft(size - size.mean(axis=1, keepdims=True), axis=1))[:, 1:30]
    return np.hstack([
        signals.mean(axis=1), signals.std(axis=1), np.abs(np.diff(signals, axis=1)).mean(axis=1),
        power / power.sum(axis=1, keepdims=True),
    ])
