"""Weld seam defect classifier on photos named ok_*.jpg and defect_*.jpg, one photo per seam."""
import glob
import os

import tensorflow as tf

SIZE = 160
BATCH = 32


def decode(path, label):
    image = tf.io.decode_jpeg(tf.io.read_file(path), channels=3)
    image = tf.image.resize(image, (SIZE, SIZE)) / 255.0
    return image, label


def flip(image, label):
    return tf.image.random_flip_left_right(image), label


def photo_stream(folder):
    paths = sorted(glob.glob(os.path.join(folder, "*.jpg")))
    labels = [int(os.path.basename(p).startswith("defect")) for p in paths]
    stream = tf.data.Dataset.from_tensor_slices((paths, labels))
    return stream.shuffle(len(paths), seed=10), len(paths)


def parts(folder):
    stream, n = photo_stream(folder)
    n_fit, n_val = int(0.7 * n), int(0.15 * n)
    fit = stream.take(n_fit)
    val = stream.skip(n_fit).take(n_val)
    test = stream.skip(n_fit + n_val)
    prep = lambda ds: ds.map(decode, num_parallel_calls=tf.data.AUTOTUNE)
    return (
        prep(fit).map(flip).batch(BATCH).prefetch(2),
        prep(val).batch(BATCH).prefetch(2),
        prep(test).batch(BATCH).prefetch(2),
    )


def build():
    base = tf.keras.applications.MobileNetV2(
        include_top=False, weights="imagenet", input_shape=(SIZE, SIZE, 3), pooling="avg"
    )
    base.trainable = False
    inputs = tf.keras.Input((SIZE, SIZE, 3))
    x = tf.keras.applications.mobilenet_v2.preprocess_input(inputs * 255.0)
    x = tf.keras.layers.Dropout(0.3)(base(x, training=False))
    out = tf.keras.layers.Dense(1, activation="sigmoid")(x)
    model = tf.keras.Model(inputs, out)
    model.compile("adam", "binary_crossentropy", metrics=[tf.keras.metrics.AUC(name="auc")])
    return model


if __name__ == "__main__":
    fit, val, test = parts("photos/welds")
    model = build()
    stop = tf.keras.callbacks.EarlyStopping("val_loss", patience=4, restore_best_weights=True)
    model.fit(fit, validation_data=val, epochs=30, callbacks=[stop])
    print(dict(zip(model.metrics_names, model.evaluate(test, verbose=0))))
