"""Morphology from 64x64 cut-outs stored as TFRecord."""
import tensorflow as tf

N, SIDE = 61578, 64
AUTO = tf.data.AUTOTUNE
SPEC = {
    "img": tf.io.FixedLenFeature([], tf.string),
    "cls": tf.io.FixedLenFeature([], tf.int64),
}


def parse(rec):
    ex = tf.io.parse_single_example(rec, SPEC)
    img = tf.io.decode_png(ex["img"], channels=3)
    img = tf.reshape(tf.cast(img, tf.float32) / 255.0, (SIDE, SIDE, 3))
    return img, ex["cls"]


def parts(pattern, batch=128):
    files = sorted(tf.io.gfile.glob(pattern))
    ds = tf.data.TFRecordDataset(files).map(parse, num_parallel_calls=AUTO)
    ds = ds.shuffle(20_000)
    n_test, n_val = int(0.15 * N), int(0.1 * N)
    test = ds.take(n_test)
    val = ds.skip(n_test).take(n_val)
    train = ds.skip(n_test + n_val)
    return [d.batch(batch).prefetch(AUTO) for d in (train, val, test)]


def network(n_classes=5):
    L = tf.keras.layers
    return tf.keras.Sequential([
        L.Input((SIDE, SIDE, 3)),
        L.RandomFlip(), L.RandomRotation(0.5),
        L.Conv2D(32, 5, activation="relu"), L.MaxPool2D(),
        L.Conv2D(64, 3, activation="relu"), L.MaxPool2D(),
        L.Conv2D(128, 3, activation="relu"), L.GlobalAveragePooling2D(),
        L.Dropout(0.3), L.Dense(n_classes),
    ])


if __name__ == "__main__":
    train, val, test = parts("cutouts/*.tfrecord")
    net = network()
    net.compile(
        tf.keras.optimizers.Adam(5e-4),
        tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    )
    net.fit(train, validation_data=val, epochs=25)
    print(net.evaluate(test, return_dict=True))
