"""Route support tickets to a queue."""
import keras
import numpy as np
import pandas as pd
import tensorflow as tf
from keras import layers


class TicketRouter:
    def __init__(self, max_tokens=15000, length=120):
        self.vectorizer = layers.TextVectorization(
            max_tokens=max_tokens, output_mode="int", output_sequence_length=length
        )
        self.max_tokens = max_tokens
        self.model = None

    def prepare(self, texts):
        self.vectorizer.adapt(tf.data.Dataset.from_tensor_slices(texts).batch(256))
        return self.vectorizer(tf.constant(texts)).numpy()

    def build(self, n_queues):
        self.model = keras.Sequential([
            layers.Embedding(self.max_tokens, 64, mask_zero=True),
            layers.Bidirectional(layers.LSTM(32)),
            layers.Dropout(0.3),
            layers.Dense(n_queues, activation="softmax"),
        ])
        self.model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])


def main():
    tickets = pd.read_csv("tickets.csv").dropna(subset=["body", "queue"]).drop_duplicates("body")
    codes, queues = pd.factorize(tickets["queue"], sort=True)
    router = TicketRouter()
    ids = router.prepare(tickets["body"].to_numpy(dtype=str))

    order = np.random.default_rng(4).permutation(len(ids))
    cut = int(0.8 * len(order))
    fit_rows, out_rows = order[:cut], order[cut:]
    router.build(len(queues))
    router.model.fit(ids[fit_rows], codes[fit_rows], epochs=6, batch_size=64)
    loss, acc = router.model.evaluate(ids[out_rows], codes[out_rows], verbose=0)
    print(f"routing accuracy {acc:.3f}")


if __name__ == "__main__":
    main()
