from pathlib import Path

import numpy as np


def subjects(root):
    return sorted(path.name for path in Path(root).iterdir() if path.is_dir())


def describe(block):
    spectrum = np.abs(np.fft.rfft(block - block.mean(axis=0), axis=0))
    return np.concatenate([
        block.mean(axis=0), block.std(axis=0), np.abs(np.diff(block, axis=0)).mean(axis=0),
        spectrum.argmax(axis=0), spectrum.max(axis=0),
    ])


def windows(root, names, size, step):
    rows, activity = [], []
    for name in names:
        for path in sorted((Path(root) / name).glob("*.npz")):
            record = np.load(path)
            signal, label = record["xyz"], str(record["activity"])
            for start in range(0, len(signal) - size + 1, step):
                rows.append(describe(signal[start:start + size]))
                activity.append(label)
    return np.array(rows), np.array(activity)
