"""Route support tickets to a queue."""
import numpy as np
import pandas as pd
import tensorflow as tf
from sklearn.model_selection import train_test_split
from tensorflow import keras


class Router:
    def __init__(self, vocab=8000):
        self.vectorizer = keras.layers.TextVectorization(
            max_tokens=vocab, output_mode="tf_idf", ngrams=2
        )
        self.queues = None
        self.net = None

    def read(self, path):
        tickets = pd.read_json(path, lines=True).drop_duplicates("body")
        self.queues = sorted(tickets["queue"].unique())
        codes = tickets["queue"].map({q: i for i, q in enumerate(self.queues)}).to_numpy()
        bodies = tickets["body"].str.lower().to_numpy(dtype=str)
        self.vectorizer.adapt(tf.constant(bodies), batch_size=256)
        return bodies, codes

    def matrix(self, bodies):
        chunks = [self.vectorizer(tf.constant(b)).numpy() for b in np.array_split(bodies, 50) if len(b)]
        return np.vstack(chunks)

    def build(self, width):
        self.net = keras.Sequential([
            keras.Input(shape=(width,)),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(len(self.queues), activation="softmax"),
        ])
        self.net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
        return self.net


def main():
    router = Router()
    bodies, codes = router.read("tickets.jsonl")
    fit_b, test_b, fit_y, test_y = train_test_split(
        bodies, codes, test_size=0.2, stratify=codes, random_state=42
    )
    X = router.matrix(fit_b)
    net = router.build(X.shape[1])
    stop = keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
    net.fit(X, fit_y, validation_split=0.15, epochs=40, batch_size=128, callbacks=[stop])
    _, acc = net.evaluate(router.matrix(test_b), test_y, verbose=0)
    print(f"accuracy on test tickets: {acc:.3f}")


if __name__ == "__main__":
    main()
