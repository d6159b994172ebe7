import numpy as np
import tensorflow as tf
from tensorflow import keras


def load(path):
    pack = np.load(path)
    return pack["beats"].astype("float32"), pack["labels"].astype("int64")


def pipelines(beats, labels, batch=128):
    ds = tf.data.Dataset.from_tensor_slices((beats, labels))
    ds = ds.shuffle(len(labels))
    n = int(0.85 * len(labels))
    return ds.take(n).batch(batch), ds.skip(n).batch(batch)


def build(length, n_classes):
    return keras.Sequential([
        keras.Input(shape=(length, 1)),
        keras.layers.Conv1D(32, 7, activation="relu"),
        keras.layers.MaxPooling1D(4),
        keras.layers.Conv1D(64, 5, activation="relu"),
        keras.layers.GlobalAveragePooling1D(),
        keras.layers.Dense(n_classes, activation="softmax"),
    ])


def main():
    keras.utils.set_random_seed(3)
    beats, labels = load("beats_per_person.npz")
    learn, judge = pipelines(beats[..., None], labels)
    net = build(beats.shape[1], int(labels.max()) + 1)
    net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    net.fit(learn, epochs=12)
    loss, acc = net.evaluate(judge)
    print(f"held-out accuracy {acc:.4f}")


if __name__ == "__main__":
    main()
