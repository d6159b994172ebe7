import librosa
import numpy as np


def logmel_stats(wave, sr):
    m = librosa.power_to_db(librosa.feature.melspectrogram(y=wave, sr=sr, n_mels=64))
    return np.concatenate([m.mean(axis=1), m.std(axis=1)])
