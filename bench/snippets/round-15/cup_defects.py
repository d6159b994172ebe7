"""Cracks in paper cups, images from the line camera (one image per cup)."""
from pathlib import Path

import tensorflow as tf

SIZE = (128, 128)
LABELS = {"good": 0, "cracked": 1}


def decode(path, label):
    image = tf.io.decode_jpeg(tf.io.read_file(path), channels=3)
    image = tf.image.resize(image, SIZE) / 255.0
    return image, label


class CupData:
    def __init__(self, root, batch=32):
        paths, codes = [], []
        for name, code in LABELS.items():
            found = sorted(str(p) for p in Path(root, name).glob("*.jpg"))
            paths += found
            codes += [code] * len(found)
        self.n = len(paths)
        self.batch = batch
        self.files = tf.data.Dataset.from_tensor_slices((paths, codes))
        self.files = self.files.shuffle(self.n, seed=1)

    def parts(self, share=0.2):
        n_check = int(self.n * share)
        check = self.files.take(n_check)
        learn = self.files.skip(n_check)
        return [
            part.map(decode, num_parallel_calls=tf.data.AUTOTUNE)
            .batch(self.batch)
            .prefetch(tf.data.AUTOTUNE)
            for part in (learn, check)
        ]


def build():
    backbone = tf.keras.applications.MobileNetV2(
        input_shape=SIZE + (3,), include_top=False, pooling="avg", weights="imagenet"
    )
    backbone.trainable = False
    inputs = tf.keras.Input(SIZE + (3,))
    x = backbone(inputs * 2.0 - 1.0, training=False)
    x = tf.keras.layers.Dropout(0.2)(x)
    return tf.keras.Model(inputs, tf.keras.layers.Dense(1, activation="sigmoid")(x))


def main():
    tf.keras.utils.set_random_seed(1)
    learn, check = CupData("cups").parts()
    model = build()
    model.compile("adam", "binary_crossentropy", metrics=["accuracy", tf.keras.metrics.AUC(name="auc")])
    model.fit(learn, epochs=12, verbose=2)
    print(model.evaluate(check, return_dict=True, verbose=0))


if __name__ == "__main__":
    main()
