import tensorflow as tf
from tensorflow.keras import Model, applications, layers

SIZE = 160
AUTO = tf.data.AUTOTUNE


def decode(path, label):
    img = tf.io.decode_jpeg(tf.io.read_file(path), channels=3)
    return tf.image.resize(img, (SIZE, SIZE)), label


def datasets(pattern_neg, pattern_pos, batch=32):
    neg, pos = tf.io.gfile.glob(pattern_neg), tf.io.gfile.glob(pattern_pos)
    files = tf.constant(neg + pos)
    labels = tf.constant([0.0] * len(neg) + [1.0] * len(pos))
    n = len(neg) + len(pos)
    ds = tf.data.Dataset.from_tensor_slices((files, labels)).shuffle(n, seed=1)
    n_fit, n_val = int(0.7 * n), int(0.1 * n)
    fit = ds.take(n_fit)
    val = ds.skip(n_fit).take(n_val)
    test = ds.skip(n_fit + n_val)
    return tuple(d.map(decode, AUTO).batch(batch).prefetch(AUTO) for d in (fit, val, test))


def build():
    base = applications.MobileNetV2(include_top=False, input_shape=(SIZE, SIZE, 3), pooling="avg")
    base.trainable = False
    inp = layers.Input((SIZE, SIZE, 3))
    x = applications.mobilenet_v2.preprocess_input(inp)
    x = layers.Dropout(0.2)(base(x, training=False))
    return Model(inp, layers.Dense(1, activation="sigmoid")(x))


fit, val, test = datasets("xray/normal/*.jpg", "xray/opacity/*.jpg")
model = build()
model.compile("adam", "binary_crossentropy", metrics=["accuracy", tf.keras.metrics.AUC(name="auc")])
model.fit(fit, validation_data=val, epochs=20)
print(model.evaluate(test, return_dict=True))
