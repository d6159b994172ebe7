"""Crop type from single satellite tiles."""
import pathlib

import tensorflow as tf

TILES = pathlib.Path("data/tiles")
SIZE = (64, 64)
CROPS = ["barley", "maize", "rape", "sugar_beet", "wheat"]


def decode(path, label):
    image = tf.io.decode_png(tf.io.read_file(path), channels=3)
    return tf.image.resize(image, SIZE) / 255.0, label


def tile_dataset():
    paths, labels = [], []
    for code, crop in enumerate(CROPS):
        files = sorted(str(p) for p in (TILES / crop).glob("*.png"))
        paths += files
        labels += [code] * len(files)
    return tf.data.Dataset.from_tensor_slices((paths, labels)), len(paths)


def parts(share=0.15, seed=12):
    data, n = tile_dataset()
    data = data.shuffle(n, seed=seed)
    n_test = n_val = int(share * n)
    test = data.take(n_test)
    val = data.skip(n_test).take(n_val)
    train = data.skip(n_test + n_val)
    return [
        d.map(decode, num_parallel_calls=tf.data.AUTOTUNE).batch(64).prefetch(tf.data.AUTOTUNE)
        for d in (train, val, test)
    ]


def build():
    layers = tf.keras.layers
    return tf.keras.Sequential(
        [
            layers.Input((*SIZE, 3)),
            layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
            layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(),
            layers.Flatten(), layers.Dropout(0.4), layers.Dense(128, activation="relu"),
            layers.Dense(len(CROPS), activation="softmax"),
        ]
    )


def main():
    train, val, test = parts()
    net = build()
    net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    stop = tf.keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
    net.fit(train, validation_data=val, epochs=40, callbacks=[stop])
    loss, accuracy = net.evaluate(test)
    print(f"loss {loss:.3f} accuracy {accuracy:.3f}")


if __name__ == "__main__":
    main()
