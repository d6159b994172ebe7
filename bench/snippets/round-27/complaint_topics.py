"""Topic of consumer complaints with a small bag-of-embeddings network."""
import pandas as pd
import tensorflow as tf
from tensorflow.keras import layers

SEED = 90
BATCH = 128


def complaints(path):
    frame = pd.read_csv(path, usecols=["narrative", "topic"]).dropna()
    frame["narrative"] = frame["narrative"].str.replace(r"X{2,}", " ", regex=True).str.strip()
    frame = frame.drop_duplicates("narrative")
    topics = sorted(frame["topic"].unique())
    return frame["narrative"].to_numpy(), frame["topic"].map(topics.index).to_numpy(), topics


def streams(texts, codes):
    n = len(texts)
    n_learn, n_tune = int(0.7 * n), int(0.1 * n)
    rows = tf.data.Dataset.from_tensor_slices((texts, codes))
    rows = rows.shuffle(n, seed=SEED, reshuffle_each_iteration=False)
    learn = rows.take(n_learn)
    rest = rows.skip(n_learn)
    tune, final = rest.take(n_tune), rest.skip(n_tune)
    return learn.cache().shuffle(20_000), tune, final


def network(vectorise, n_topics):
    text = tf.keras.Input((1,), dtype=tf.string)
    x = vectorise(text)
    x = layers.Embedding(vectorise.vocabulary_size(), 64, mask_zero=True)(x)
    x = layers.GlobalAveragePooling1D()(x)
    x = layers.Dropout(0.4)(x)
    x = layers.Dense(64, activation="relu")(x)
    return tf.keras.Model(text, layers.Dense(n_topics, activation="softmax")(x))


def main():
    texts, codes, topics = complaints("complaints.csv")
    learn, tune, final = streams(texts, codes)

    vectorise = layers.TextVectorization(max_tokens=30_000, output_sequence_length=250)
    vectorise.adapt(learn.map(lambda text, code: text).batch(512))

    def batches(rows):
        return rows.batch(BATCH).map(lambda t, c: (t[:, tf.newaxis], c)).prefetch(tf.data.AUTOTUNE)

    net = network(vectorise, len(topics))
    net.compile(tf.keras.optimizers.Adam(1e-3), "sparse_categorical_crossentropy", metrics=["accuracy"])
    stop = tf.keras.callbacks.EarlyStopping("val_accuracy", mode="max", patience=3, restore_best_weights=True)
    net.fit(batches(learn), validation_data=batches(tune), epochs=25, callbacks=[stop])
    loss, accuracy = net.evaluate(batches(final), verbose=0)
    print(f"{len(topics)} topics, loss {loss:.3f}, accuracy {accuracy:.3f}")


if __name__ == "__main__":
    main()
