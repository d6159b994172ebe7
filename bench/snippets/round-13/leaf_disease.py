"""Leaf disease classifier; photos are single leaves, one photo per plant."""
import csv

import tensorflow as tf

SIZE = 192
BATCH = 32


def read_index(path):
    with open(path) as handle:
        rows = list(csv.DictReader(handle))
    names = sorted({r["disease"] for r in rows})
    return [r["photo"] for r in rows], [names.index(r["disease"]) for r in rows], names


def decode(photo, label):
    image = tf.io.decode_jpeg(tf.io.read_file(photo), channels=3)
    return tf.image.resize(image, (SIZE, SIZE)), label


def pipelines(photos, labels, seed=21):
    total = len(photos)
    n_fit, n_val = int(total * 0.7), int(total * 0.15)
    pool = tf.data.Dataset.from_tensor_slices((photos, labels))
    pool = pool.shuffle(total, seed=seed)
    fit = pool.take(n_fit)
    rest = pool.skip(n_fit)
    val, last = rest.take(n_val), rest.skip(n_val)

    def ready(part):
        return part.map(decode, num_parallel_calls=tf.data.AUTOTUNE).batch(BATCH).prefetch(2)

    return ready(fit), ready(val), ready(last)


def build(n_classes):
    base = tf.keras.applications.EfficientNetB0(
        include_top=False, pooling="avg", input_shape=(SIZE, SIZE, 3)
    )
    base.trainable = False
    inputs = tf.keras.Input((SIZE, SIZE, 3))
    x = tf.keras.layers.RandomFlip("horizontal_and_vertical")(inputs)
    x = tf.keras.layers.RandomRotation(0.2)(x)
    x = tf.keras.layers.Dropout(0.3)(base(x, training=False))
    outputs = tf.keras.layers.Dense(n_classes, activation="softmax")(x)
    model = tf.keras.Model(inputs, outputs)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def main():
    photos, labels, names = read_index("data/leaves.csv")
    fit, val, last = pipelines(photos, labels)
    model = build(len(names))
    stop = tf.keras.callbacks.EarlyStopping("val_loss", patience=4, restore_best_weights=True)
    model.fit(fit, validation_data=val, epochs=40, callbacks=[stop])
    loss, accuracy = model.evaluate(last)
    print(f"accuracy {accuracy:.3f}, loss {loss:.3f}")
    model.save("models/leaf.keras")


if __name__ == "__main__":
    main()
