"""Friction coefficient of tyre compounds from bench measurements."""
import numpy as np
import pandas as pd
import tensorflow as tf
from tensorflow import keras

INPUTS = ["load_n", "slip_pct", "temp_c", "speed_kmh", "hardness"]


def dataset(table, seed=3):
    x = table[INPUTS].to_numpy(dtype=np.float32)
    y = table["mu"].to_numpy(dtype=np.float32)
    data = tf.data.Dataset.from_tensor_slices((x, y))
    return data.shuffle(len(table), seed=seed, reshuffle_each_iteration=False)


def divide(data, n):
    a, b = int(0.7 * n), int(0.85 * n)
    return data.take(a), data.skip(a).take(b - a), data.skip(b)


def build(train):
    norm = keras.layers.Normalization(axis=-1)
    norm.adapt(train.map(lambda x, y: x).batch(256))
    model = keras.Sequential([
        keras.Input(shape=(len(INPUTS),)),
        norm,
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse", metrics=["mae"])
    return model


def main():
    table = pd.read_csv("data/bench_runs.csv").drop_duplicates()
    train, val, test = divide(dataset(table), len(table))
    model = build(train)
    stop = keras.callbacks.EarlyStopping(monitor="val_mae", patience=8, restore_best_weights=True)
    model.fit(
        train.shuffle(2048).batch(64), validation_data=val.batch(256),
        epochs=200, callbacks=[stop], verbose=2,
    )
    loss, mae = model.evaluate(test.batch(256), verbose=0)
    print(f"MAE {mae:.4f}")


if __name__ == "__main__":
    main()
