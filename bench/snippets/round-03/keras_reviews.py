import pandas as pd
import tensorflow as tf
from sklearn.model_selection import train_test_split
from tensorflow.keras import layers

SEED = 5
tf.keras.utils.set_random_seed(SEED)


class ReviewModel:
    def __init__(self, vocab=20_000, length=200):
        self.vectorize = layers.TextVectorization(max_tokens=vocab, output_sequence_length=length)

    def build(self, texts):
        self.vectorize.adapt(texts)
        text = tf.keras.Input((1,), dtype=tf.string)
        h = layers.Embedding(self.vectorize.vocabulary_size(), 64, mask_zero=True)(self.vectorize(text))
        h = layers.Bidirectional(layers.LSTM(32))(h)
        self.net = tf.keras.Model(text, layers.Dense(1, activation="sigmoid")(h))
        self.net.compile("adam", "binary_crossentropy", metrics=["accuracy"])
        return self


def batches(frame, shuffle=False):
    ds = tf.data.Dataset.from_tensor_slices((frame[["body"]].to_numpy(str), frame["helpful"].to_numpy("float32")))
    return (ds.shuffle(len(frame), seed=SEED) if shuffle else ds).batch(64)


reviews = pd.read_json("reviews.json", lines=True).drop_duplicates("body")
rest, test = train_test_split(reviews, test_size=0.2, random_state=SEED)
train, val = train_test_split(rest, test_size=0.1, random_state=SEED)

model = ReviewModel().build(train["body"].to_numpy(str))
model.net.fit(
    batches(train, shuffle=True), validation_data=batches(val), epochs=10,
    callbacks=[tf.keras.callbacks.EarlyStopping(patience=2, restore_best_weights=True)],
)
print("accuracy", model.net.evaluate(batches(test), verbose=0)[1])
