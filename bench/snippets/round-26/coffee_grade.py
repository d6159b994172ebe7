"""Cup score of green coffee lots from lab values with tf.data and Keras."""
import numpy as np
import pandas as pd
import tensorflow as tf
from tensorflow import keras

LAB = ["moisture", "density", "screen_size", "water_activity", "altitude_m", "defects", "hue"]


def lots(path):
    table = pd.read_csv(path).drop_duplicates("lot_id").dropna(subset=LAB + ["cup_score"])
    return table[LAB].to_numpy("float32"), table["cup_score"].to_numpy("float32")


def streams(x, y, seed=64):
    n = len(y)
    whole = tf.data.Dataset.from_tensor_slices((x, y))
    whole = whole.shuffle(n, seed=seed, reshuffle_each_iteration=False)
    n_train, n_valid = int(0.7 * n), int(0.15 * n)
    train = whole.take(n_train).cache()
    valid = whole.skip(n_train).take(n_valid).cache()
    test = whole.skip(n_train + n_valid).cache()
    return train, valid, test, n_train


def build(train):
    scale = keras.layers.Normalization(axis=-1)
    scale.adapt(train.map(lambda a, b: a).batch(512))
    inputs = keras.Input((len(LAB),))
    h = scale(inputs)
    for width in (64, 32):
        h = keras.layers.Dense(width, activation="swish", kernel_regularizer="l2")(h)
        h = keras.layers.Dropout(0.2)(h)
    model = keras.Model(inputs, keras.layers.Dense(1)(h))
    model.compile(keras.optimizers.Adam(2e-3), loss="huber", metrics=["mae"])
    return model


def main():
    keras.utils.set_random_seed(64)
    x, y = lots("green_lots.csv")
    train, valid, test, n_train = streams(x, y)
    model = build(train)
    callbacks = [
        keras.callbacks.EarlyStopping("val_mae", mode="min", patience=15, restore_best_weights=True),
        keras.callbacks.ReduceLROnPlateau("val_mae", mode="min", patience=6, factor=0.5),
    ]
    model.fit(
        train.shuffle(n_train).batch(64).prefetch(2),
        validation_data=valid.batch(256),
        epochs=300, verbose=2, callbacks=callbacks,
    )
    loss, mae = model.evaluate(test.batch(256), verbose=0)
    truth = np.concatenate([b.numpy() for _, b in test.batch(256)])
    print(f"test MAE {mae:.2f} points, spread of scores {truth.std():.2f}")


if __name__ == "__main__":
    main()
