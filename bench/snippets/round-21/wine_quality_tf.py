"""Expert score of wines; every bottle was tasted once."""
import pandas as pd
import tensorflow as tf
from tensorflow import keras
from tensorflow.keras import layers

ASSAY = [
    "fixed_acid", "volatile_acid", "citric_acid", "sugar", "chlorides",
    "free_so2", "total_so2", "density", "ph", "sulphates", "alcohol",
]
SEED = 77


def bottles(path="data/wines.csv"):
    table = pd.read_csv(path).drop_duplicates(subset=ASSAY)
    pairs = (table[ASSAY].to_numpy("float32"), table["score"].to_numpy("float32"))
    return tf.data.Dataset.from_tensor_slices(pairs), len(table)


def streams(batch=64):
    data, n = bottles()
    data = data.shuffle(n, seed=SEED, reshuffle_each_iteration=False)
    n_test, n_valid = n // 5, n // 10
    test = data.take(n_test)
    valid = data.skip(n_test).take(n_valid)
    train = data.skip(n_test + n_valid)
    return (
        train.cache().shuffle(4096, seed=SEED).batch(batch).prefetch(tf.data.AUTOTUNE),
        valid.batch(256).cache(),
        test.batch(256).cache(),
    )


def network(train, width=64):
    scale = layers.Normalization()
    scale.adapt(train.map(lambda x, y: x))
    net = keras.Sequential(
        [
            keras.Input(shape=(len(ASSAY),)),
            scale,
            layers.Dense(width, activation="gelu"),
            layers.Dropout(0.2),
            layers.Dense(width, activation="gelu"),
            layers.Dense(1),
        ]
    )
    net.compile(keras.optimizers.Adam(1e-3), loss="huber", metrics=["mae"])
    return net


def main():
    keras.utils.set_random_seed(SEED)
    train, valid, test = streams()
    results = {}
    for width in (32, 64, 128):
        net = network(train, width)
        stop = keras.callbacks.EarlyStopping("val_mae", mode="min", patience=15, restore_best_weights=True)
        log = net.fit(train, validation_data=valid, epochs=300, callbacks=[stop], verbose=0)
        results[width] = (min(log.history["val_mae"]), net)
    width = min(results, key=lambda w: results[w][0])
    _, mae = results[width][1].evaluate(test, verbose=0)
    print(f"width {width}: valid MAE {results[width][0]:.3f}, test MAE {mae:.3f}")


if __name__ == "__main__":
    main()
