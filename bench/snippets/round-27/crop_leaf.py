"""Leaf disease from photographs listed in a CSV (one photograph per plant)."""
import argparse

import pandas as pd
import tensorflow as tf

SIDE = 160
AUTO = tf.data.AUTOTUNE


def decode(path, label):
    image = tf.io.decode_jpeg(tf.io.read_file(path), channels=3)
    return tf.image.resize(image, (SIDE, SIDE)), label


def jitter(image, label):
    image = tf.image.random_flip_left_right(image)
    return tf.image.random_brightness(image, 20.0), label


def pipelines(listing, batch):
    n = len(listing)
    pairs = tf.data.Dataset.from_tensor_slices((listing["file"].to_numpy(), listing["code"].to_numpy()))
    pairs = pairs.shuffle(n, seed=5)
    a, b = int(0.7 * n), int(0.85 * n)
    learn = pairs.take(a)
    tune = pairs.skip(a).take(b - a)
    final = pairs.skip(b)
    learn = learn.map(decode, AUTO).map(jitter, AUTO).batch(batch).prefetch(AUTO)
    tune = tune.map(decode, AUTO).batch(batch).prefetch(AUTO)
    final = final.map(decode, AUTO).batch(batch).prefetch(AUTO)
    return learn, tune, final


def network(n_classes):
    base = tf.keras.applications.MobileNetV2(input_shape=(SIDE, SIDE, 3), include_top=False, pooling="avg")
    base.trainable = False
    inputs = tf.keras.Input((SIDE, SIDE, 3))
    x = tf.keras.applications.mobilenet_v2.preprocess_input(inputs)
    x = tf.keras.layers.Dropout(0.3)(base(x, training=False))
    return tf.keras.Model(inputs, tf.keras.layers.Dense(n_classes, activation="softmax")(x))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--listing", default="leaves.csv")
    parser.add_argument("--batch", type=int, default=64)
    args = parser.parse_args()

    listing = pd.read_csv(args.listing)
    names = sorted(listing["disease"].unique())
    listing["code"] = listing["disease"].map({d: i for i, d in enumerate(names)})

    learn, tune, final = pipelines(listing, args.batch)
    net = network(len(names))
    net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    stop = tf.keras.callbacks.EarlyStopping("val_loss", patience=4, restore_best_weights=True)
    net.fit(learn, validation_data=tune, epochs=40, callbacks=[stop])
    print(dict(zip(net.metrics_names, net.evaluate(final, verbose=0))))


if __name__ == "__main__":
    main()
