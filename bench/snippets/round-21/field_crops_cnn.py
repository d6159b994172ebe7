"""Crop type from field chips of a single satellite pass."""
import numpy as np
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from tensorflow import keras
from tensorflow.keras import layers

CROPS = ["wheat", "barley", "maize", "rape", "beet", "grass"]


def read_chips(path="data/chips.npz"):
    with np.load(path) as archive:
        return archive["reflectance"].astype("float32") / 10_000, archive["crop"]


def build(shape):
    return keras.Sequential(
        [
            keras.Input(shape=shape),
            layers.RandomFlip("horizontal_and_vertical"),
            layers.Conv2D(32, 3, activation="relu"),
            layers.MaxPooling2D(),
            layers.Conv2D(64, 3, activation="relu"),
            layers.GlobalAveragePooling2D(),
            layers.Dropout(0.3),
            layers.Dense(len(CROPS), activation="softmax"),
        ]
    )


class Study:
    def __init__(self, chips, crops, seed=4):
        first, second = train_test_split(
            np.arange(len(crops)), test_size=0.2, stratify=crops, random_state=seed
        )
        self.fields = {"known": (chips[first], crops[first]), "unseen": (chips[second], crops[second])}
        self.model = build(chips.shape[1:])

    def run(self, epochs=80):
        self.model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        keep = keras.callbacks.ModelCheckpoint(
            "crops.keras", monitor="val_accuracy", mode="max", save_best_only=True
        )
        slow = keras.callbacks.ReduceLROnPlateau(monitor="val_loss", patience=5)
        self.model.fit(
            *self.fields["known"],
            validation_data=self.fields["unseen"],
            epochs=epochs,
            batch_size=64,
            callbacks=[keep, slow],
        )
        self.model = keras.models.load_model("crops.keras")
        return self

    def report(self):
        chips, crops = self.fields["unseen"]
        guess = self.model.predict(chips, verbose=0).argmax(axis=1)
        return classification_report(crops, guess, target_names=CROPS, digits=3)


if __name__ == "__main__":
    print(Study(*read_chips()).run().report())
