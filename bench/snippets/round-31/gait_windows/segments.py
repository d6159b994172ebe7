import numpy as np

WINDOW = 256
HOP = 64


def slice_recording(signal, window=WINDOW, hop=HOP):
    starts = range(0, len(signal) - window + 1, hop)
    return np.stack([signal[s:s + window] for s in starts])


def describe(windows):
    spectrum = np.abs(np.fft.rfft(windows, axis=1))
    return np.concatenate(
        [
            windows.mean(axis=1),
            windows.std(axis=1),
            spectrum[:, 1:20].reshape(len(windows), -1),
        ],
        axis=1,
    )


def collect(recordings):
    feats, labels = [], []
    for signal, activity in recordings:
        windows = slice_recording(signal)
        feats.append(describe(windows))
        labels.extend([activity] * len(windows))
    return np.concatenate(feats), np.array(labels)
