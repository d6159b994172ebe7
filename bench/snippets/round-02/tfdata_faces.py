import tensorflow as tf

IMG = (160, 160)
AUTOTUNE = tf.data.AUTOTUNE


def decode(path, label):
    image = tf.io.decode_jpeg(tf.io.read_file(path), channels=3)
    return tf.image.resize(image, IMG) / 255.0, label


def list_files(pattern="faces/*/*.jpg"):
    files = sorted(tf.io.gfile.glob(pattern))
    labels = [int("/masked/" in f) for f in files]
    return tf.data.Dataset.from_tensor_slices((files, labels)), len(files)


files, n = list_files()
files = files.shuffle(n)
n_train = int(0.8 * n)
train_ds = files.take(n_train).map(decode, AUTOTUNE).batch(32).prefetch(AUTOTUNE)
test_ds = files.skip(n_train).map(decode, AUTOTUNE).batch(32).prefetch(AUTOTUNE)

base = tf.keras.applications.MobileNetV3Small(input_shape=IMG + (3,), include_top=False, pooling="avg")
base.trainable = False
model = tf.keras.Sequential([base, tf.keras.layers.Dropout(0.2), tf.keras.layers.Dense(1, "sigmoid")])
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
model.fit(train_ds, epochs=12)
print("test accuracy", model.evaluate(test_ds)[1])
