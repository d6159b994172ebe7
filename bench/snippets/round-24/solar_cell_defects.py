"""Cracks in solar cells from electroluminescence images."""
import keras
import numpy as np
from keras import layers
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split

SEED = 21
keras.utils.set_random_seed(SEED)


def load(path="el_cells.npz"):
    archive = np.load(path)
    images = archive["images"].astype("float32")[..., None] / 255.0
    return images, archive["cracked"].astype("float32")


def network(shape):
    inputs = keras.Input(shape=shape)
    x = inputs
    for filters in (16, 32, 64, 128):
        x = layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        x = layers.BatchNormalization()(x)
        x = layers.ReLU()(x)
        x = layers.MaxPooling2D()(x)
    x = layers.GlobalAveragePooling2D()(x)
    x = layers.Dropout(0.3)(x)
    return keras.Model(inputs, layers.Dense(1, activation="sigmoid")(x))


def main():
    images, cracked = load()
    x_train, x_test, y_train, y_test = train_test_split(
        images, cracked, test_size=0.2, stratify=cracked, random_state=SEED
    )
    model = network(x_train.shape[1:])
    model.compile(
        optimizer=keras.optimizers.Adam(1e-3),
        loss="binary_crossentropy",
        metrics=[keras.metrics.AUC(curve="PR", name="pr_auc")],
    )
    keep = keras.callbacks.ModelCheckpoint(
        "cells.keras", monitor="val_pr_auc", mode="max", save_best_only=True
    )
    model.fit(
        x_train,
        y_train,
        validation_data=(x_test, y_test),
        epochs=80,
        batch_size=64,
        callbacks=[keep],
        verbose=2,
    )
    best = keras.models.load_model("cells.keras")
    scores = best.predict(x_test, verbose=0).ravel()
    print(f"average precision {average_precision_score(y_test, scores):.4f}")


if __name__ == "__main__":
    main()
