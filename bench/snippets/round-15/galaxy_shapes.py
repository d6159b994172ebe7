"""Galaxy morphology from 69x69 cut-outs."""
import argparse

import keras
import numpy as np
from keras import layers
from sklearn.model_selection import train_test_split


def cnn(n_classes):
    return keras.Sequential([
        keras.Input((69, 69, 3)),
        layers.Rescaling(1.0 / 255),
        layers.RandomFlip("horizontal_and_vertical"),
        layers.Conv2D(32, 5, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(64, 3, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dropout(0.4),
        layers.Dense(n_classes, activation="softmax"),
    ])


def fit_network(model, known, watched, epochs):
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    stop = keras.callbacks.EarlyStopping(
        monitor="val_accuracy", mode="max", patience=8, restore_best_weights=True
    )
    return model.fit(
        known[0], known[1],
        validation_data=watched,
        epochs=epochs, batch_size=128, callbacks=[stop], verbose=2,
    )


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("npz")
    ap.add_argument("--epochs", type=int, default=80)
    args = ap.parse_args()
    keras.utils.set_random_seed(99)

    store = np.load(args.npz)
    x_train, x_test, y_train, y_test = train_test_split(
        store["images"], store["shape"], test_size=0.15,
        stratify=store["shape"], random_state=99,
    )
    model = cnn(int(store["shape"].max()) + 1)
    fit_network(model, (x_train, y_train), (x_test, y_test), args.epochs)
    loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
    print(f"accuracy {accuracy:.4f}  loss {loss:.4f}")
    model.save("galaxy.keras")


if __name__ == "__main__":
    main()
