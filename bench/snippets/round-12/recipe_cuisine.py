"""Cuisine of a recipe from its ingredient list."""
import argparse

import pandas as pd
import tensorflow as tf

layers = tf.keras.layers
BATCH = 128


def read_recipes(path):
    table = pd.read_json(path)
    table["text"] = table["ingredients"].map(lambda items: " ".join(sorted(i.lower().replace(" ", "_") for i in items)))
    table = table.drop_duplicates(subset="text")
    codes, names = pd.factorize(table["cuisine"], sort=True)
    return table["text"].to_numpy(dtype=str), codes, list(names)


def streams(texts, labels, seed):
    n = len(texts)
    held = n // 8
    rows = tf.data.Dataset.from_tensor_slices((texts, labels))
    rows = rows.shuffle(n, seed=seed, reshuffle_each_iteration=False)
    final = rows.take(held)
    tune = rows.skip(held).take(held)
    fit = rows.skip(2 * held)
    return fit, tune, final


def build(words, classes):
    return tf.keras.Sequential([
        tf.keras.Input(shape=(), dtype=tf.string),
        words,
        layers.Embedding(words.vocabulary_size(), 64),
        layers.GlobalAveragePooling1D(),
        layers.Dropout(0.3),
        layers.Dense(64, activation="relu"),
        layers.Dense(classes, activation="softmax"),
    ])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("recipes")
    parser.add_argument("--seed", type=int, default=14)
    parser.add_argument("--vocabulary", type=int, default=6000)
    args = parser.parse_args()

    texts, labels, names = read_recipes(args.recipes)
    fit, tune, final = streams(texts, labels, args.seed)

    words = layers.TextVectorization(max_tokens=args.vocabulary, standardize=None, output_sequence_length=40)
    words.adapt(fit.map(lambda text, _: text).batch(1024))

    model = build(words, len(names))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    model.fit(
        fit.shuffle(4096).batch(BATCH).prefetch(2),
        validation_data=tune.batch(BATCH),
        epochs=40,
        callbacks=[tf.keras.callbacks.EarlyStopping("val_loss", patience=3, restore_best_weights=True)],
    )
    loss, accuracy = model.evaluate(final.batch(BATCH))
    print(f"{len(names)} cuisines, accuracy {accuracy:.3f}, loss {loss:.3f}")


if __name__ == "__main__":
    main()
