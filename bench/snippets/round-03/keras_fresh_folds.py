import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.model_selection import KFold, train_test_split

keras.utils.set_random_seed(8)


def fresh(x_fit):
    norm = layers.Normalization()
    norm.adapt(x_fit)
    net = keras.Sequential([norm, layers.Dense(48, activation="relu"), layers.Dense(1)])
    net.compile(optimizer=keras.optimizers.Adam(2e-3), loss="mae")
    return net


def train(x, y, epochs=80):
    net = fresh(x)
    net.fit(x, y, epochs=epochs, batch_size=32, verbose=0)
    return net


engines = pd.read_csv("engine_bench.csv")
y = engines.pop("nox_ppm").to_numpy("float32")
x = engines.to_numpy("float32")
x_dev, x_test, y_dev, y_test = train_test_split(x, y, test_size=0.2, random_state=8)

fold_mae = [
    train(x_dev[a], y_dev[a]).evaluate(x_dev[b], y_dev[b], verbose=0)
    for a, b in KFold(5, shuffle=True, random_state=8).split(x_dev)
]
print("cv MAE", np.mean(fold_mae))

final = train(x_dev, y_dev)
print("test MAE", final.evaluate(x_test, y_test, verbose=0))
