import numpy as np
import pandas as pd
import tensorflow as tf

tf.keras.utils.set_random_seed(9)

flats = pd.read_csv("rental_flats.csv")
y = np.log(flats.pop("monthly_rent").to_numpy("float32"))
X = flats[["area", "rooms", "floor", "lat", "lon", "year_built"]].to_numpy("float32")

perm = np.random.default_rng(9).permutation(len(X))
i_train, i_val, i_test = np.split(perm, [int(0.7 * len(X)), int(0.85 * len(X))])

scale = tf.keras.layers.Normalization()
scale.adapt(X[i_train])

model = tf.keras.Sequential([
    scale,
    tf.keras.layers.Dense(128, activation="gelu"),
    tf.keras.layers.Dense(64, activation="gelu"),
    tf.keras.layers.Dense(1),
])
model.compile(optimizer="adam", loss="huber", metrics=["mae"])
model.fit(
    X[i_train], y[i_train],
    validation_data=(X[i_val], y[i_val]),
    epochs=200,
    batch_size=128,
    verbose=0,
    callbacks=[tf.keras.callbacks.EarlyStopping(patience=15, restore_best_weights=True)],
)
print(dict(zip(model.metrics_names, model.evaluate(X[i_test], y[i_test], verbose=0))))
