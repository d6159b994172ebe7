"""Stain-free white blood cell typing with a small ConvNet."""
from pathlib import Path

import tensorflow as tf

SIZE = (96, 96)
BATCH = 64
ROOT = Path("cells")
CLASSES = sorted(p.name for p in ROOT.iterdir() if p.is_dir())


def decode(path, label):
    image = tf.io.decode_png(tf.io.read_file(path), channels=3)
    return tf.image.resize(image, SIZE) / 255.0, label


def flip(image, label):
    return tf.image.random_flip_left_right(image), label


def listing():
    paths, labels = [], []
    for number, name in enumerate(CLASSES):
        for file in sorted((ROOT / name).glob("*.png")):
            paths.append(str(file))
            labels.append(number)
    return paths, labels


class CellData:
    def __init__(self, share=0.15, seed=21):
        paths, labels = listing()
        self.count = len(paths)
        self.held = int(self.count * share)
        files = tf.data.Dataset.from_tensor_slices((paths, labels))
        self.files = files.shuffle(self.count, seed=seed)

    def _ready(self, files, augment=False):
        images = files.map(decode, num_parallel_calls=tf.data.AUTOTUNE)
        if augment:
            images = images.map(flip)
        return images.batch(BATCH).prefetch(tf.data.AUTOTUNE)

    def final(self):
        return self._ready(self.files.take(self.held))

    def tune(self):
        return self._ready(self.files.skip(self.held).take(self.held))

    def fit(self):
        return self._ready(self.files.skip(2 * self.held), augment=True)


def network():
    layers = tf.keras.layers
    return tf.keras.Sequential([
        layers.Input((*SIZE, 3)),
        layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(64, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(128, 3, activation="relu"), layers.GlobalAveragePooling2D(),
        layers.Dropout(0.4), layers.Dense(len(CLASSES), activation="softmax"),
    ])


def main():
    data = CellData()
    model = network()
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    stop = tf.keras.callbacks.EarlyStopping("val_accuracy", patience=6, restore_best_weights=True)
    model.fit(data.fit(), validation_data=data.tune(), epochs=60, callbacks=[stop])
    print(dict(zip(model.metrics_names, model.evaluate(data.final()))))


if __name__ == "__main__":
    main()
