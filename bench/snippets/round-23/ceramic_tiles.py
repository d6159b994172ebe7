"""Surface faults on ceramic tiles: each tile is photographed once on the belt."""
from pathlib import Path

import keras
import tensorflow as tf
from keras import layers

SIDE = 160
KINDS = ["good", "scratch", "stain", "chip"]


def read(path, label):
    pixels = tf.io.decode_jpeg(tf.io.read_file(path), channels=3)
    return tf.image.resize(pixels, (SIDE, SIDE)), label


def three_way(folder, seed=5):
    files = sorted(str(p) for p in Path(folder).glob("*/*.jpg"))
    labels = [KINDS.index(Path(f).parent.name) for f in files]
    n = len(files)
    n_test, n_valid = int(0.15 * n), int(0.15 * n)

    tiles = tf.data.Dataset.from_tensor_slices((files, labels))
    tiles = tiles.shuffle(n, seed=seed, reshuffle_each_iteration=False)
    test = tiles.take(n_test)
    valid = tiles.skip(n_test).take(n_valid)
    train = tiles.skip(n_test + n_valid)
    return train, valid, test


def batches(part, mix=False):
    if mix:
        part = part.shuffle(2000)
    return part.map(read, num_parallel_calls=tf.data.AUTOTUNE).batch(32).prefetch(tf.data.AUTOTUNE)


def network(standard):
    turned = keras.Sequential([layers.RandomFlip(), layers.RandomRotation(0.1)])
    image = keras.Input((SIDE, SIDE, 3))
    x = standard(turned(image))
    for width in (24, 48, 96):
        x = layers.Conv2D(width, 3, padding="same", activation="relu")(x)
        x = layers.MaxPooling2D()(x)
    x = layers.GlobalAveragePooling2D()(x)
    out = layers.Dense(len(KINDS), activation="softmax")(layers.Dropout(0.3)(x))
    model = keras.Model(image, out)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def main():
    keras.utils.set_random_seed(5)
    train, valid, test = three_way("data/tiles")
    standard = layers.Normalization(axis=-1)
    standard.adapt(batches(train).map(lambda image, label: image))

    model = network(standard)
    stop = keras.callbacks.EarlyStopping(
        monitor="val_accuracy", mode="max", patience=6, restore_best_weights=True
    )
    model.fit(batches(train, mix=True), validation_data=batches(valid), epochs=60, callbacks=[stop], verbose=2)
    print(model.evaluate(batches(test), return_dict=True))


if __name__ == "__main__":
    main()
