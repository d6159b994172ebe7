import numpy as np
import tensorflow as tf
from tensorflow.keras import layers

SEED = 24


def load(path):
    blob = np.load(path)
    ds = tf.data.Dataset.from_tensor_slices((blob["features"].astype("float32"), blob["label"]))
    n = len(blob["label"])
    return ds.shuffle(n, seed=SEED, reshuffle_each_iteration=False), n


def parts(ds, n):
    n_test, n_val = int(0.2 * n), int(0.1 * n)
    test = ds.take(n_test)
    val = ds.skip(n_test).take(n_val)
    train = ds.skip(n_test + n_val)
    return train, val, test


def network(norm, dim):
    return tf.keras.Sequential(
        [tf.keras.Input((dim,)), norm, layers.Dense(64, "relu"), layers.Dropout(0.3), layers.Dense(1, "sigmoid")]
    )


ds, n = load("data/particles.npz")
train, val, test = parts(ds, n)

norm = layers.Normalization()
norm.adapt(train.map(lambda x, y: x).batch(512))
dim = ds.element_spec[0].shape[0]

model = network(norm, dim)
model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
stop = tf.keras.callbacks.EarlyStopping(monitor="val_loss", patience=5, restore_best_weights=True)
model.fit(train.shuffle(10_000).batch(256), validation_data=val.batch(256), epochs=60, callbacks=[stop])
print(model.evaluate(test.batch(256), return_dict=True))
