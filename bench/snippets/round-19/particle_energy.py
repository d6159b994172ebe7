import keras
import numpy as np
from keras import layers
from sklearn.model_selection import train_test_split


def build(norm):
    model = keras.Sequential([
        norm,
        layers.Dense(64, activation="relu"),
        layers.Dense(64, activation="relu"),
        layers.Dense(1),
    ])
    model.compile(optimizer="adam", loss="mse", metrics=["mae"])
    return model


def main():
    events = np.load("calorimeter.npz")
    X, y = events["cells"].astype("float32"), events["energy"].astype("float32")
    X_rest, X_test, y_rest, y_test = train_test_split(X, y, test_size=0.2, random_state=14)
    X_train, X_valid, y_train, y_valid = train_test_split(X_rest, y_rest, test_size=0.15, random_state=14)
    norm = layers.Normalization()
    norm.adapt(X_train)
    model = build(norm)
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=8, restore_best_weights=True)
    model.fit(X_train, y_train, validation_data=(X_valid, y_valid), epochs=200, batch_size=256, callbacks=[stop])
    loss, mae = model.evaluate(X_test, y_test)
    print(f"MAE {mae:.2f} GeV")


if __name__ == "__main__":
    main()
