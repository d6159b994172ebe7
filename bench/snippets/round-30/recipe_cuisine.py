"""Cuisine from a list of ingredients (Keras)."""
import keras
import pandas as pd
import tensorflow as tf
from keras import layers

SEED = 18


def sources(path):
    recipes = pd.read_json(path, lines=True)
    recipes["text"] = recipes["ingredients"].apply(lambda items: " ".join(sorted(i.replace(" ", "_") for i in items)))
    recipes = recipes.drop_duplicates("text")
    codes, names = pd.factorize(recipes["cuisine"], sort=True)
    ds = tf.data.Dataset.from_tensor_slices((recipes["text"].to_numpy(dtype=str), codes))
    ds = ds.shuffle(len(recipes), seed=SEED, reshuffle_each_iteration=False)
    n_test = n_val = len(recipes) // 10
    test, rest = ds.take(n_test), ds.skip(n_test)
    val, train = rest.take(n_val), rest.skip(n_val)
    return train, val, test, list(names)


def build(vectorizer, n):
    model = keras.Sequential([
        keras.Input((1,), dtype="string"),
        vectorizer,
        layers.Dense(128, activation="relu"),
        layers.Dropout(0.4),
        layers.Dense(n, activation="softmax"),
    ])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def main():
    train, val, test, names = sources("recipes.jsonl")
    vectorizer = layers.TextVectorization(max_tokens=4000, output_mode="tf_idf", standardize="lower")
    vectorizer.adapt(train.map(lambda text, code: text).batch(512))

    def pack(ds):
        return ds.map(lambda text, code: (tf.expand_dims(text, 0), code)).batch(64).prefetch(2)

    model = build(vectorizer, len(names))
    model.fit(
        pack(train.shuffle(5000, seed=SEED)), validation_data=pack(val), epochs=30,
        callbacks=[keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)],
    )
    print("accuracy", model.evaluate(pack(test), verbose=0)[1])


if __name__ == "__main__":
    main()
