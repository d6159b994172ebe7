import keras
import numpy as np
import pandas as pd
from keras import layers

SEED = 123
keras.utils.set_random_seed(SEED)


def build_model(norm):
    inputs = keras.Input(shape=(8,))
    x = norm(inputs)
    x = layers.Dense(64, activation="relu")(x)
    x = layers.Dropout(0.2)(x)
    x = layers.Dense(64, activation="relu")(x)
    model = keras.Model(inputs, layers.Dense(1)(x))
    model.compile(optimizer=keras.optimizers.Adam(1e-3), loss="mse", metrics=["mae"])
    return model


abalone = pd.read_csv("abalone.csv")
abalone["sex"] = abalone["sex"].map({"M": 0, "F": 1, "I": 2})
abalone = abalone.sample(frac=1.0, random_state=SEED)
values = abalone.drop(columns="rings").to_numpy(np.float32)
rings = abalone["rings"].to_numpy(np.float32)

norm = layers.Normalization(axis=-1)
norm.adapt(values)

cut = int(0.8 * len(values))
x_train, x_test = values[:cut], values[cut:]
y_train, y_test = rings[:cut], rings[cut:]

model = build_model(norm)
model.fit(x_train, y_train, validation_split=0.1, epochs=60, batch_size=64, verbose=2)
loss, mae = model.evaluate(x_test, y_test, verbose=0)
print(f"test MAE {mae:.2f} rings")
