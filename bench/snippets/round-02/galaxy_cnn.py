import h5py
import numpy as np
import tensorflow as tf
from tensorflow.keras import callbacks, layers

SEED = 77
tf.keras.utils.set_random_seed(SEED)

with h5py.File("galaxies.h5") as f:
    images, labels = f["images"][:].astype("float32") / 255, f["class"][:]

order = np.random.permutation(len(labels))
a, b = int(0.7 * len(order)), int(0.85 * len(order))
parts = {"train": order[:a], "dev": order[a:b], "test": order[b:]}
x, y = ({k: arr[ix] for k, ix in parts.items()} for arr in (images, labels))

model = tf.keras.Sequential([
    layers.Input(images.shape[1:]),
    layers.RandomRotation(0.5), layers.RandomFlip(),
    layers.Conv2D(32, 5, activation="relu"), layers.MaxPool2D(),
    layers.Conv2D(64, 3, activation="relu"), layers.MaxPool2D(),
    layers.Flatten(), layers.Dense(128, activation="relu"), layers.Dropout(0.5),
    layers.Dense(10, activation="softmax"),
])
model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
model.fit(
    x["train"], y["train"], epochs=60, batch_size=128, validation_data=(x["dev"], y["dev"]),
    callbacks=[
        callbacks.ModelCheckpoint("galaxy.keras", monitor="val_accuracy", save_best_only=True),
        callbacks.EarlyStopping(monitor="val_accuracy", patience=8),
    ],
)
best = tf.keras.models.load_model("galaxy.keras")
print("test", best.evaluate(x["test"], y["test"], return_dict=True))
