"""28-day compressive strength of concrete mixes; one mix design per row."""
import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.metrics import mean_absolute_error
from sklearn.model_selection import train_test_split

INGREDIENTS = ["cement", "slag", "fly_ash", "water", "plasticiser", "coarse", "fine"]


def read_mixes(path):
    mixes = pd.read_csv(path).drop_duplicates(subset=INGREDIENTS)
    binder = mixes[["cement", "slag", "fly_ash"]].sum(axis=1)
    mixes["water_binder"] = mixes["water"] / binder
    mixes["row_mean"] = mixes[INGREDIENTS].mean(axis=1)
    X = mixes[[*INGREDIENTS, "water_binder", "row_mean"]].to_numpy("float32")
    return X, mixes["strength_mpa"].to_numpy("float32")


def network(reference, width, rate):
    scale = layers.Normalization()
    scale.adapt(reference)
    net = keras.Sequential([
        keras.Input(shape=(reference.shape[1],)),
        scale,
        layers.Dense(width, activation="relu"),
        layers.Dropout(rate),
        layers.Dense(width // 2, activation="relu"),
        layers.Dense(1),
    ])
    net.compile(optimizer=keras.optimizers.Adam(1e-3), loss="mae")
    return net


def train_network(train, valid, width, rate):
    net = network(train[0], width, rate)
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=30, restore_best_weights=True)
    log = net.fit(*train, validation_data=valid, epochs=600, batch_size=32, callbacks=[stop], verbose=0)
    return min(log.history["val_loss"]), net


def main():
    keras.utils.set_random_seed(55)
    X, y = read_mixes("mixes.csv")
    X_rest, X_test, y_rest, y_test = train_test_split(X, y, test_size=0.2, random_state=55)
    X_train, X_valid, y_train, y_valid = train_test_split(X_rest, y_rest, test_size=0.2, random_state=55)

    trials = {}
    for width in (32, 64, 128):
        for rate in (0.0, 0.2):
            trials[width, rate] = train_network((X_train, y_train), (X_valid, y_valid), width, rate)
    chosen = min(trials, key=lambda setting: trials[setting][0])
    loss, net = trials[chosen]

    predicted = net.predict(X_test, verbose=0).ravel()
    print("width, dropout", chosen, "validation MAE", round(loss, 2))
    print("test MAE", round(float(mean_absolute_error(y_test, predicted)), 2))
    print("always the training mean", round(float(np.abs(y_test - y_train.mean()).mean()), 2))


if __name__ == "__main__":
    main()
