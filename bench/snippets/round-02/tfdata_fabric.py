import tensorflow as tf

AUTOTUNE = tf.data.AUTOTUNE
BATCH = 32


def parse(record):
    spec = {
        "image": tf.io.FixedLenFeature([], tf.string),
        "defect": tf.io.FixedLenFeature([], tf.int64),
    }
    ex = tf.io.parse_single_example(record, spec)
    image = tf.image.resize(tf.io.decode_png(ex["image"], channels=1), (128, 128)) / 255.0
    return image, ex["defect"]


def count(ds):
    return sum(1 for _ in ds)


records = tf.data.TFRecordDataset("fabric.tfrecord")
n = count(records)
records = records.shuffle(n, seed=4, reshuffle_each_iteration=False)
n_train, n_val = int(0.7 * n), int(0.15 * n)

train = records.take(n_train).map(parse, AUTOTUNE).cache().shuffle(2000).batch(BATCH).prefetch(AUTOTUNE)
val = records.skip(n_train).take(n_val).map(parse, AUTOTUNE).batch(BATCH)
test = records.skip(n_train + n_val).map(parse, AUTOTUNE).batch(BATCH)

model = tf.keras.Sequential([
    tf.keras.layers.Conv2D(24, 5, strides=2, activation="relu", input_shape=(128, 128, 1)),
    tf.keras.layers.Conv2D(48, 3, strides=2, activation="relu"),
    tf.keras.layers.GlobalAveragePooling2D(),
    tf.keras.layers.Dense(1, activation="sigmoid"),
])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
stop = tf.keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
model.fit(train, validation_data=val, epochs=40, callbacks=[stop])
print("test", model.evaluate(test, return_dict=True))
