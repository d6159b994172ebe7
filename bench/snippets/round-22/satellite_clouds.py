"""Cloud type from 64x64 multispectral chips, one chip per scene."""
import argparse
import csv

import tensorflow as tf

TYPES = ["clear", "cirrus", "cumulus", "stratus", "nimbostratus"]
BATCH = 128


def listing(path):
    with open(path, newline="") as handle:
        rows = list(csv.DictReader(handle))
    files = [row["file"] for row in rows]
    kinds = [TYPES.index(row["type"]) for row in rows]
    return files, kinds


def read_chip(file, kind):
    raw = tf.io.decode_raw(tf.io.read_file(file), tf.uint16)
    chip = tf.cast(tf.reshape(raw, (64, 64, 4)), tf.float32) / 65535.0
    return chip, kind


def parts(files, kinds, share=0.2):
    held = int(len(files) * share)
    chips = tf.data.Dataset.from_tensor_slices((files, kinds))
    chips = chips.shuffle(len(files), seed=77)
    hold = chips.take(held)
    rest = chips.skip(held)
    watch, work = rest.take(held), rest.skip(held)

    def feed(part):
        return part.map(read_chip, num_parallel_calls=tf.data.AUTOTUNE).batch(BATCH).prefetch(tf.data.AUTOTUNE)

    return feed(work), feed(watch), feed(hold)


def network():
    return tf.keras.Sequential([
        tf.keras.layers.Input((64, 64, 4)),
        tf.keras.layers.Conv2D(32, 3, activation="relu", padding="same"),
        tf.keras.layers.MaxPooling2D(),
        tf.keras.layers.Conv2D(64, 3, activation="relu", padding="same"),
        tf.keras.layers.GlobalAveragePooling2D(),
        tf.keras.layers.Dropout(0.3),
        tf.keras.layers.Dense(len(TYPES), activation="softmax"),
    ])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--listing", default="chips.csv")
    parser.add_argument("--epochs", type=int, default=40)
    args = parser.parse_args()

    work, watch, hold = parts(*listing(args.listing))
    net = network()
    net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    stop = tf.keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
    net.fit(work, validation_data=watch, epochs=args.epochs, callbacks=[stop])
    loss, accuracy = net.evaluate(hold)
    print(f"loss {loss:.4f}  accuracy {accuracy:.4f}")


if __name__ == "__main__":
    main()
