import numpy as np
import tensorflow as tf
from sklearn.model_selection import train_test_split
from tensorflow.keras import layers, models


def load(path="chest_small.npz"):
    with np.load(path) as z:
        return z["images"].astype("float32") / 255.0, z["finding"]


def expand(images, labels):
    mirrored = images[:, :, ::-1]
    turned = np.rot90(images, k=1, axes=(1, 2))
    return np.concatenate([images, mirrored, turned]), np.tile(labels, 3)


def network(shape):
    return models.Sequential([
        layers.Input(shape),
        layers.Conv2D(16, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Conv2D(32, 3, activation="relu"), layers.MaxPooling2D(),
        layers.Flatten(), layers.Dropout(0.4),
        layers.Dense(1, activation="sigmoid"),
    ])


images, labels = expand(*load())
x_train, x_test, y_train, y_test = train_test_split(
    images[..., None], labels, test_size=0.2, random_state=0, stratify=labels
)
net = network(x_train.shape[1:])
net.compile("adam", "binary_crossentropy", metrics=[tf.keras.metrics.AUC(name="auc")])
net.fit(x_train, y_train, validation_split=0.1, epochs=25, batch_size=32)
print(net.evaluate(x_test, y_test, return_dict=True))
