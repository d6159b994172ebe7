"""Clay content of topsoil cores (one core per field) from a handheld spectrometer."""
import numpy as np
import pandas as pd
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

SEED = 77
BATCH = 64


def cores(path):
    table = pd.read_parquet(path).drop_duplicates("field_id")
    bands = [c for c in table.columns if c.startswith("b")]
    return table[bands].to_numpy("float32"), table["clay_pct"].to_numpy("float32")


def three_parts(spectra, clay):
    n = len(clay)
    n_fit, n_val = int(0.7 * n), int(0.15 * n)
    everything = tf.data.Dataset.from_tensor_slices((spectra, clay))
    everything = everything.shuffle(n, seed=SEED, reshuffle_each_iteration=False)
    fit = everything.take(n_fit)
    rest = everything.skip(n_fit)
    return fit, rest.take(n_val), rest.skip(n_val)


def network(n_bands, fit_spectra):
    scale = layers.Normalization()
    scale.adapt(fit_spectra)
    inputs = keras.Input((n_bands,))
    x = scale(inputs)
    x = layers.Reshape((n_bands, 1))(x)
    for filters in (16, 32):
        x = layers.Conv1D(filters, 9, strides=2, activation="relu")(x)
    x = layers.Dropout(0.2)(layers.GlobalAveragePooling1D()(x))
    model = keras.Model(inputs, layers.Dense(1)(x))
    model.compile(keras.optimizers.Adam(1e-3), loss="mse", metrics=["mae"])
    return model


def main():
    keras.utils.set_random_seed(SEED)
    spectra, clay = cores("topsoil.parquet")
    fit, val, test = three_parts(spectra, clay)
    model = network(spectra.shape[1], fit.map(lambda s, c: s).batch(BATCH))

    calm = [
        keras.callbacks.EarlyStopping("val_mae", patience=15, restore_best_weights=True),
        keras.callbacks.ReduceLROnPlateau("val_mae", patience=6),
    ]
    model.fit(
        fit.cache().shuffle(2048).batch(BATCH).prefetch(2),
        validation_data=val.batch(BATCH), epochs=300, callbacks=calm, verbose=2,
    )
    truth = np.concatenate([c.numpy() for _, c in test.batch(BATCH)])
    guess = model.predict(test.batch(BATCH).map(lambda s, c: s), verbose=0).ravel()
    rmse = float(np.sqrt(np.mean((truth - guess) ** 2)))
    print(f"RMSE {rmse:.2f} % clay, RPD {truth.std() / rmse:.2f}")


if __name__ == "__main__":
    main()
