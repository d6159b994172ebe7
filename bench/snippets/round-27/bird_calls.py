"""Species from short field recordings with a small spectrogram CNN."""
from pathlib import Path

import keras
import librosa
import numpy as np
from keras import layers
from sklearn.model_selection import train_test_split

ROOT = Path("recordings")
SR = 22050
SECONDS = 4
SPECIES = sorted(p.name for p in ROOT.iterdir() if p.is_dir())


def read_clip(path):
    wave, _ = librosa.load(path, sr=SR, duration=SECONDS)
    return librosa.util.fix_length(wave, size=SR * SECONDS)


def variants(wave, rng):
    yield wave
    yield wave + rng.normal(0, 0.003, wave.shape)
    yield np.roll(wave, int(rng.integers(SR // 4, SR)))
    yield librosa.effects.pitch_shift(wave, sr=SR, n_steps=float(rng.uniform(-1, 1)))


def melspec(wave):
    mel = librosa.feature.melspectrogram(y=wave, sr=SR, n_mels=64, hop_length=512)
    return librosa.power_to_db(mel, ref=np.max)[..., None] / 80.0 + 1.0


def collect(seed):
    rng = np.random.default_rng(seed)
    specs, labels = [], []
    for index, name in enumerate(SPECIES):
        for path in sorted((ROOT / name).glob("*.wav")):
            for wave in variants(read_clip(path), rng):
                specs.append(melspec(wave))
                labels.append(index)
    return np.stack(specs).astype("float32"), np.array(labels)


def network(shape, n):
    return keras.Sequential([
        keras.Input(shape),
        layers.Conv2D(16, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(64, 3, activation="relu"), layers.GlobalAveragePooling2D(),
        layers.Dropout(0.3), layers.Dense(n, activation="softmax"),
    ])


x, y = collect(seed=1)
x_dev, x_test, y_dev, y_test = train_test_split(x, y, test_size=0.2, stratify=y, random_state=1)

model = network(x.shape[1:], len(SPECIES))
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(x_dev, y_dev, epochs=30, batch_size=32)
loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
print(f"{len(SPECIES)} species, accuracy {accuracy:.3f}")
