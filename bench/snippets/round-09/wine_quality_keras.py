import pandas as pd
import tensorflow as tf
from tensorflow import keras

wine = pd.read_csv("winequality-red.csv", sep=";").drop_duplicates()
quality = wine.pop("quality").astype("float32")
n = len(wine)

ds = tf.data.Dataset.from_tensor_slices((wine.to_numpy("float32"), quality.to_numpy()))
ds = ds.shuffle(n, seed=3, reshuffle_each_iteration=False)
n_fit, n_val = int(0.7 * n), int(0.15 * n)
fit = ds.take(n_fit)
val = ds.skip(n_fit).take(n_val)
end = ds.skip(n_fit + n_val)

norm = keras.layers.Normalization(axis=-1)
norm.adapt(fit.map(lambda x, y: x).batch(256))

model = keras.Sequential([
    keras.Input(shape=(wine.shape[1],)),
    norm,
    keras.layers.Dense(64, activation="relu"),
    keras.layers.Dropout(0.2),
    keras.layers.Dense(32, activation="relu"),
    keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="mse", metrics=["mae"])
model.fit(
    fit.shuffle(1024).batch(64),
    validation_data=val.batch(256),
    epochs=200,
    callbacks=[keras.callbacks.EarlyStopping(patience=15, restore_best_weights=True)],
    verbose=2,
)
print(dict(zip(model.metrics_names, model.evaluate(end.batch(256)))))
