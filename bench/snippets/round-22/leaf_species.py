"""Tree species from leaf outlines and texture descriptors."""
import argparse

import numpy as np
import pandas as pd
import tensorflow as tf

SEED = 12
BATCH = 64


def read(path):
    leaves = pd.read_csv(path).drop_duplicates("tree_id")
    inputs = [c for c in leaves if c.startswith(("shape_", "texture_", "margin_"))]
    names = sorted(leaves["species"].unique())
    codes = leaves["species"].map({n: i for i, n in enumerate(names)})
    return leaves[inputs].to_numpy("float32"), codes.to_numpy("int32"), names


def parts(x, y):
    n = len(y)
    n_test, n_valid = int(0.2 * n), int(0.15 * n)
    everything = tf.data.Dataset.from_tensor_slices((x, y))
    everything = everything.shuffle(n, seed=SEED, reshuffle_each_iteration=False)
    test = everything.take(n_test)
    valid = everything.skip(n_test).take(n_valid)
    train = everything.skip(n_test + n_valid)
    return train, valid, test


def build(train, n_inputs, n_names, width):
    scale = tf.keras.layers.Normalization(axis=-1)
    scale.adapt(train.map(lambda x, y: x).batch(256))
    net = tf.keras.Sequential([
        tf.keras.layers.Input((n_inputs,)),
        scale,
        tf.keras.layers.Dense(width, activation="relu"),
        tf.keras.layers.Dropout(0.4),
        tf.keras.layers.Dense(n_names, activation="softmax"),
    ])
    net.compile(tf.keras.optimizers.Adam(2e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
    return net


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--leaves", default="data/leaves.csv")
    parser.add_argument("--width", type=int, nargs="+", default=[64, 128, 256])
    args = parser.parse_args()
    tf.keras.utils.set_random_seed(SEED)

    x, y, names = read(args.leaves)
    train, valid, test = parts(x, y)
    feed = train.cache().shuffle(len(y), seed=SEED).batch(BATCH).prefetch(tf.data.AUTOTUNE)
    results = []
    for width in args.width:
        net = build(train, x.shape[1], len(names), width)
        stop = tf.keras.callbacks.EarlyStopping("val_loss", patience=10, restore_best_weights=True)
        net.fit(feed, validation_data=valid.batch(BATCH), epochs=200, callbacks=[stop], verbose=0)
        results.append((net.evaluate(valid.batch(BATCH), verbose=0)[0], width, net))
        print(width, np.round(results[-1][0], 4))

    _, width, net = min(results, key=lambda r: r[0])
    loss, accuracy = net.evaluate(test.batch(BATCH), verbose=0)
    print(f"width {width}: test loss {loss:.4f}, accuracy {accuracy:.4f}")


if __name__ == "__main__":
    main()
