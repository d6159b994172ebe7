"""Species from mel spectrograms; one clip per field recording, one recording per site."""
import numpy as np
import tensorflow as tf

SEED = 33
FRAMES, MELS = 128, 64


def clips(archive):
    stored = np.load(archive)
    spectra = np.log1p(stored["mel"]).astype("float32")[..., None]
    return tf.data.Dataset.from_tensor_slices((spectra, stored["species"])), len(spectra)


def split(pool, total):
    pool = pool.shuffle(total, seed=SEED, reshuffle_each_iteration=False)
    n_test, n_val = total // 5, total // 10
    test = pool.take(n_test)
    rest = pool.skip(n_test)
    return rest.skip(n_val), rest.take(n_val), test


def mask(spectrum, species):
    width = tf.random.uniform([], 4, 20, dtype=tf.int32)
    start = tf.random.uniform([], 0, FRAMES - 20, dtype=tf.int32)
    steps = tf.range(FRAMES)
    keep = tf.cast((steps < start) | (steps >= start + width), spectrum.dtype)
    return spectrum * keep[:, None, None], species


def build(norm, n_species):
    return tf.keras.Sequential([
        tf.keras.Input((FRAMES, MELS, 1)),
        norm,
        tf.keras.layers.Conv2D(32, 3, activation="relu"),
        tf.keras.layers.MaxPooling2D(),
        tf.keras.layers.Conv2D(64, 3, activation="relu"),
        tf.keras.layers.GlobalAveragePooling2D(),
        tf.keras.layers.Dropout(0.4),
        tf.keras.layers.Dense(n_species, activation="softmax"),
    ])


def main():
    tf.keras.utils.set_random_seed(SEED)
    pool, total = clips("data/calls.npz")
    train, val, test = split(pool, total)

    norm = tf.keras.layers.Normalization(axis=-1)
    norm.adapt(train.map(lambda s, _: s).batch(64))
    model = build(norm, n_species=24)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(
        train.map(mask).shuffle(2048).batch(32).prefetch(tf.data.AUTOTUNE),
        validation_data=val.batch(64),
        epochs=60,
        callbacks=[
            tf.keras.callbacks.ReduceLROnPlateau("val_loss", patience=4),
            tf.keras.callbacks.EarlyStopping("val_loss", patience=8, restore_best_weights=True),
        ],
    )
    print(dict(zip(model.metrics_names, model.evaluate(test.batch(64), verbose=0))))


if __name__ == "__main__":
    main()
