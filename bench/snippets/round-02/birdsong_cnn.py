import pathlib

import numpy as np
from keras import Input, Sequential, callbacks, layers, saving
from sklearn.model_selection import train_test_split

RUN = pathlib.Path("runs/birdsong")


def spectrogram_net(n_classes):
    net = Sequential([
        Input((128, 128, 1)),
        layers.Conv2D(32, 3, activation="relu", padding="same"),
        layers.MaxPool2D(),
        layers.Conv2D(64, 3, activation="relu", padding="same"),
        layers.GlobalAveragePooling2D(),
        layers.Dense(n_classes, activation="softmax"),
    ])
    net.compile(loss="sparse_categorical_crossentropy", optimizer="adam", metrics=["accuracy"])
    return net


def main():
    store = np.load("spectrograms.npz")
    x_train, x_test, y_train, y_test = train_test_split(
        store["x"], store["species"], test_size=0.2, random_state=0, stratify=store["species"]
    )
    RUN.mkdir(parents=True, exist_ok=True)
    best_file = str(RUN / "best.keras")
    net = spectrogram_net(int(y_train.max()) + 1)
    net.fit(
        x_train, y_train,
        epochs=80,
        validation_data=(x_test, y_test),
        callbacks=[callbacks.ModelCheckpoint(best_file, monitor="val_accuracy", save_best_only=True)],
    )
    best = saving.load_model(best_file)
    print("accuracy", best.evaluate(x_test, y_test, verbose=0)[1])


if __name__ == "__main__":
    main()
