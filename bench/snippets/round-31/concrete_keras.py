"""28-day compressive strength of concrete mixes (one specimen per mix)."""
import pandas as pd
import tensorflow as tf
from tensorflow import keras

COLUMNS = ["cement", "slag", "ash", "water", "plasticiser", "coarse", "fine"]


def pipeline(frame, seed=33):
    n = len(frame)
    x = frame[COLUMNS].to_numpy("float32")
    y = frame["strength_mpa"].to_numpy("float32")
    mixes = tf.data.Dataset.from_tensor_slices((x, y))
    mixes = mixes.shuffle(n, seed=seed, reshuffle_each_iteration=False)
    n_fit, n_val = int(0.7 * n), int(0.15 * n)
    fit = mixes.take(n_fit)
    val = mixes.skip(n_fit).take(n_val)
    test = mixes.skip(n_fit + n_val)
    return fit, val, test


def network(fit):
    norm = keras.layers.Normalization()
    norm.adapt(fit.map(lambda a, b: a).batch(64))
    return keras.Sequential([
        keras.Input((len(COLUMNS),)),
        norm,
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(32, activation="relu"),
        keras.layers.Dense(1),
    ])


def main():
    frame = pd.read_csv("data/concrete.csv").drop_duplicates(COLUMNS)
    fit, val, test = pipeline(frame)
    net = network(fit)
    net.compile("adam", "mse", metrics=["mae"])
    stop = keras.callbacks.EarlyStopping(patience=15, restore_best_weights=True)
    net.fit(
        fit.shuffle(1024).batch(32), validation_data=val.batch(128), epochs=300,
        callbacks=[stop], verbose=0,
    )
    print(net.evaluate(test.batch(128), return_dict=True, verbose=0))


if __name__ == "__main__":
    main()
