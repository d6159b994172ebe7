import keras
import numpy as np
from keras import layers
from sklearn.model_selection import train_test_split


def expand(images, labels):
    flips = [images, images[:, ::-1], images[:, :, ::-1], np.rot90(images, axes=(1, 2))]
    return np.concatenate(flips), np.tile(labels, len(flips))


def convnet(n_out):
    x = inputs = keras.Input((96, 96, 3))
    for filters in (16, 32, 64):
        x = layers.SeparableConv2D(filters, 3, activation="relu")(x)
        x = layers.MaxPooling2D()(x)
    x = layers.GlobalMaxPooling2D()(x)
    return keras.Model(inputs, layers.Dense(n_out, activation="softmax")(x))


with np.load("minerals.npz") as archive:
    photos, kind = archive["photos"] / np.float32(255), archive["kind"]

ix_train, ix_test = train_test_split(np.arange(len(kind)), test_size=0.2, stratify=kind, random_state=5)
x_train, y_train = expand(photos[ix_train], kind[ix_train])
x_test, y_test = photos[ix_test], kind[ix_test]

net = convnet(n_out=int(kind.max()) + 1)
net.compile("rmsprop", "sparse_categorical_crossentropy", metrics=["accuracy"])
net.fit(x_train, y_train, epochs=15, batch_size=64)
print("held-out accuracy", net.evaluate(x_test, y_test, verbose=0)[1])
