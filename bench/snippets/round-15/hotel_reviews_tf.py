"""Stars (1-5) of hotel reviews, bag-of-embeddings network."""
import argparse

import pandas as pd
import tensorflow as tf
from tensorflow.keras import layers

SEED = 51
VOCABULARY = 20000


def read(path):
    reviews = pd.read_csv(path).dropna(subset=["text", "stars"])
    reviews = reviews.drop_duplicates("text").drop_duplicates("reviewer_id")
    data = tf.data.Dataset.from_tensor_slices(
        (reviews["text"].to_numpy(dtype=str), reviews["stars"].to_numpy() - 1)
    )
    data = data.shuffle(len(reviews), seed=SEED, reshuffle_each_iteration=False)
    return data, len(reviews)


def cut(data, n):
    n_test, n_valid = n // 5, n // 10
    test = data.take(n_test)
    rest = data.skip(n_test)
    return rest.skip(n_valid), rest.take(n_valid), test


def build(vectorise):
    return tf.keras.Sequential([
        tf.keras.Input(shape=(), dtype=tf.string),
        vectorise,
        layers.Embedding(VOCABULARY, 64, mask_zero=True),
        layers.GlobalAveragePooling1D(),
        layers.Dropout(0.3),
        layers.Dense(5, activation="softmax"),
    ])


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("csv")
    args = ap.parse_args()
    tf.keras.utils.set_random_seed(SEED)

    data, n = read(args.csv)
    train, valid, test = cut(data, n)
    vectorise = layers.TextVectorization(max_tokens=VOCABULARY, output_sequence_length=200)
    vectorise.adapt(train.map(lambda text, stars: text).batch(256))

    model = build(vectorise)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    stop = tf.keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
    model.fit(
        train.shuffle(4096).batch(64), validation_data=valid.batch(256),
        epochs=40, callbacks=[stop], verbose=2,
    )
    print(model.evaluate(test.batch(256), return_dict=True, verbose=0))


if __name__ == "__main__":
    main()
