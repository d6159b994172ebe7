import numpy as np
import tensorflow as tf
from sklearn.model_selection import train_test_split


def eightfold(images, labels):
    turned = [np.rot90(images, k, axes=(1, 2)) for k in range(4)]
    mirrored = [t[:, :, ::-1] for t in turned]
    return np.concatenate(turned + mirrored), np.tile(labels, 8)


def cnn(shape, n):
    inputs = tf.keras.Input(shape)
    x = inputs
    for width in (32, 64, 128):
        x = tf.keras.layers.Conv2D(width, 3, padding="same", activation="relu")(x)
        x = tf.keras.layers.MaxPool2D()(x)
    x = tf.keras.layers.GlobalAveragePooling2D()(x)
    return tf.keras.Model(inputs, tf.keras.layers.Dense(n)(x))


blob = np.load("data/galaxies.npz")
images, labels = blob["images"].astype("float32") / 255.0, blob["labels"]

rest_x, test_x, rest_y, test_y = train_test_split(images, labels, test_size=0.2, stratify=labels, random_state=2)
train_x, val_x, train_y, val_y = train_test_split(rest_x, rest_y, test_size=0.15, stratify=rest_y, random_state=2)
train_x, train_y = eightfold(train_x, train_y)

model = cnn(train_x.shape[1:], int(labels.max()) + 1)
model.compile("adam", tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
model.fit(
    train_x,
    train_y,
    batch_size=128,
    epochs=50,
    validation_data=(val_x, val_y),
    callbacks=[tf.keras.callbacks.EarlyStopping(patience=6, restore_best_weights=True)],
)
print(model.evaluate(test_x, test_y, return_dict=True))
