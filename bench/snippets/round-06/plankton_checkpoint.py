import os

import keras
import numpy as np
from keras import layers
from sklearn.model_selection import train_test_split

WEIGHTS = "checkpoints/plankton.weights.h5"


def residual(x, width):
    skip = layers.Conv2D(width, 1, padding="same")(x)
    x = layers.Conv2D(width, 3, padding="same", activation="relu")(x)
    x = layers.Conv2D(width, 3, padding="same")(x)
    return layers.ReLU()(layers.Add()([x, skip]))


def build(shape, n_classes):
    inputs = keras.Input(shape)
    x = layers.RandomFlip()(inputs)
    for width in (32, 64, 128):
        x = layers.MaxPooling2D()(residual(x, width))
    x = layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, layers.Dense(n_classes, activation="softmax")(x))


def main():
    os.makedirs("checkpoints", exist_ok=True)
    with np.load("data/plankton.npz") as blob:
        X, y = blob["X"].astype("float32") / 255, blob["y"]
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=0)

    model = build(X.shape[1:], int(y.max()) + 1)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    keep = keras.callbacks.ModelCheckpoint(
        WEIGHTS, monitor="val_accuracy", mode="max", save_best_only=True, save_weights_only=True
    )
    model.fit(
        X_train,
        y_train,
        validation_data=(X_test, y_test),
        epochs=60,
        batch_size=128,
        callbacks=[keep],
    )
    model.load_weights(WEIGHTS)
    print("test accuracy", model.evaluate(X_test, y_test, verbose=0)[1])


if __name__ == "__main__":
    main()
