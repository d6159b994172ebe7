import pathlib

import tensorflow as tf

IMG = 160
AUTOTUNE = tf.data.AUTOTUNE
root = pathlib.Path("data/flowers")
class_names = sorted(p.name for p in root.iterdir() if p.is_dir())


def parse(path):
    label = tf.argmax(tf.strings.split(path, "/")[-2] == class_names)
    image = tf.io.decode_jpeg(tf.io.read_file(path), channels=3)
    return tf.image.resize(image, [IMG, IMG]), label


files = tf.data.Dataset.list_files(str(root / "*/*.jpg"), shuffle=False)
n = files.cardinality().numpy()
files = files.shuffle(n)

n_test = n // 5
test_ds = files.take(n_test).map(parse, AUTOTUNE).batch(32)
train_ds = files.skip(n_test).map(parse, AUTOTUNE).batch(32).prefetch(AUTOTUNE)

base = tf.keras.applications.MobileNetV2((IMG, IMG, 3), include_top=False, weights="imagenet")
base.trainable = False
model = tf.keras.Sequential(
    [
        tf.keras.layers.Rescaling(1 / 127.5, offset=-1),
        base,
        tf.keras.layers.GlobalAveragePooling2D(),
        tf.keras.layers.Dense(len(class_names)),
    ]
)
model.compile(
    optimizer="adam",
    loss=tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
    metrics=["accuracy"],
)
model.fit(train_ds, epochs=10)
print("test:", model.evaluate(test_ds, verbose=0))
