import numpy as np
import pandas as pd
import tensorflow as tf
from tensorflow.keras import layers

VOCAB, SEED = 20_000, 31


class HeadlineModel:
    def __init__(self, headlines):
        self.vectorize = layers.TextVectorization(max_tokens=VOCAB, ngrams=2, output_mode="tf_idf")
        self.vectorize.adapt(headlines)
        text = tf.keras.Input((1,), dtype=tf.string)
        h = layers.Dense(128, activation="relu")(self.vectorize(text))
        h = layers.Dropout(0.5)(h)
        self.net = tf.keras.Model(text, layers.Dense(1, activation="sigmoid")(h))
        self.net.compile("adam", "binary_crossentropy", metrics=["accuracy"])

    def fit(self, ds, **kw):
        return self.net.fit(ds, **kw)

    def accuracy(self, ds):
        return self.net.evaluate(ds, verbose=0)[1]


def as_dataset(texts, labels, shuffle=False):
    ds = tf.data.Dataset.from_tensor_slices((texts[:, None], labels))
    return (ds.shuffle(5000, seed=SEED) if shuffle else ds).batch(64).prefetch(2)


news = pd.read_json("headlines.json", lines=True).drop_duplicates("headline")
texts = news["headline"].to_numpy(str)
labels = news["is_satire"].to_numpy("float32")
model = HeadlineModel(texts)

order = np.random.default_rng(SEED).permutation(len(texts))
fit_ix, test_ix = order[: int(0.8 * len(order))], order[int(0.8 * len(order)):]
model.fit(as_dataset(texts[fit_ix], labels[fit_ix], shuffle=True), epochs=6)
print("accuracy", model.accuracy(as_dataset(texts[test_ix], labels[test_ix])))
