import numpy as np
import tensorflow as tf

tf.keras.utils.set_random_seed(77)

blob = np.load("jets.npz")
x, y = blob["x"].astype("float32"), blob["is_top"].astype("float32")
n = len(x)
n_test, n_val = n // 5, n // 10

jets = tf.data.Dataset.from_tensor_slices((x, y))
jets = jets.shuffle(n, seed=77, reshuffle_each_iteration=False)
test = jets.take(n_test).batch(1024)
val = jets.skip(n_test).take(n_val).batch(1024)
train = jets.skip(n_test + n_val)

norm = tf.keras.layers.Normalization(axis=-1)
norm.adapt(train.map(lambda a, _: a).batch(1024))

# a new order of the same training jets in every epoch
train = train.shuffle(50_000).batch(256).prefetch(tf.data.AUTOTUNE)

inp = tf.keras.Input((x.shape[1],))
h = norm(inp)
for width in (128, 128, 64):
    h = tf.keras.layers.Dense(width, activation="relu")(h)
    h = tf.keras.layers.Dropout(0.1)(h)
out = tf.keras.layers.Dense(1, activation="sigmoid")(h)

tagger = tf.keras.Model(inp, out)
tagger.compile("adam", "binary_crossentropy", metrics=[tf.keras.metrics.AUC(name="auc")])
tagger.fit(
    train,
    validation_data=val,
    epochs=60,
    callbacks=[tf.keras.callbacks.EarlyStopping("val_auc", mode="max", patience=5, restore_best_weights=True)],
)
print({k: round(v, 4) for k, v in tagger.evaluate(test, return_dict=True, verbose=0).items()})
