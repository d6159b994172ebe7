import numpy as np
import tensorflow as tf
from tensorflow import keras


def datasets(path, seed=5):
    pack = np.load(path)
    ds = tf.data.Dataset.from_tensor_slices((pack["x"].astype("float32"), pack["y"].astype("float32")))
    n = len(pack["y"])
    ds = ds.shuffle(n, seed=seed, reshuffle_each_iteration=False)
    a, b = int(0.7 * n), int(0.15 * n)
    train = ds.take(a)
    val = ds.skip(a).take(b)
    test = ds.skip(a + b)
    return train, val, test


def main():
    keras.utils.set_random_seed(5)
    train, val, test = datasets("alloy_hardness.npz")
    norm = keras.layers.Normalization()
    norm.adapt(train.map(lambda x, y: x).batch(256))
    net = keras.Sequential([
        norm,
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(1),
    ])
    net.compile("adam", "mse", metrics=["mae"])
    stop = keras.callbacks.EarlyStopping(monitor="val_mae", patience=8, restore_best_weights=True)
    net.fit(
        train.shuffle(1024).batch(64),
        validation_data=val.batch(256),
        epochs=200,
        callbacks=[stop],
        verbose=2,
    )
    _, mae = net.evaluate(test.batch(256), verbose=0)
    print("hardness MAE", mae)


if __name__ == "__main__":
    main()
