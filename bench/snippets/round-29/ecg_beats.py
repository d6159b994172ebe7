"""Arrhythmia class of single heart beats."""
import keras
import numpy as np
from sklearn.metrics import classification_report
from sklearn.model_selection import GroupShuffleSplit

BEATS = "data/beats.npz"
CKPT = "runs/ecg.keras"


def load():
    with np.load(BEATS) as store:
        return store["wave"].astype("float32")[..., None], store["beat_class"], store["subject"]


def by_subject(subject, share, seed):
    cut = GroupShuffleSplit(n_splits=1, test_size=share, random_state=seed)
    return next(cut.split(subject, groups=subject))


def network(norm, length, n_classes):
    inputs = keras.Input((length, 1))
    x = norm(inputs)
    for width in (32, 64, 128):
        x = keras.layers.Conv1D(width, 7, padding="same", activation="relu")(x)
        x = keras.layers.MaxPooling1D(2)(x)
    x = keras.layers.GlobalAveragePooling1D()(x)
    outputs = keras.layers.Dense(n_classes, activation="softmax")(keras.layers.Dropout(0.3)(x))
    return keras.Model(inputs, outputs)


def main():
    keras.utils.set_random_seed(14)
    wave, beat_class, subject = load()
    rest, test = by_subject(subject, 0.2, seed=14)
    fit_pos, val_pos = by_subject(subject[rest], 0.2, seed=15)
    fit, val = rest[fit_pos], rest[val_pos]

    norm = keras.layers.Normalization(axis=-1)
    norm.adapt(wave[fit])
    net = network(norm, wave.shape[1], int(beat_class.max()) + 1)
    net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    net.fit(
        wave[fit], beat_class[fit],
        validation_data=(wave[val], beat_class[val]),
        epochs=60, batch_size=256,
        callbacks=[keras.callbacks.ModelCheckpoint(CKPT, monitor="val_loss", save_best_only=True)],
    )
    best = keras.models.load_model(CKPT)
    pred = best.predict(wave[test]).argmax(axis=1)
    print(classification_report(beat_class[test], pred))


if __name__ == "__main__":
    main()
