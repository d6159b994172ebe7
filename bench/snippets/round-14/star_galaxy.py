"""Star, galaxy or quasar from five-band photometry (one row per object)."""
import keras
import pandas as pd
import tensorflow as tf

BANDS = ["u", "g", "r", "i", "z"]
KINDS = {"STAR": 0, "GALAXY": 1, "QSO": 2}
SEED = 77


def objects(path):
    sky = pd.read_csv(path).drop_duplicates("objid")
    sky = sky[(sky[BANDS] > 0).all(axis=1)]
    x = sky[BANDS].copy()
    for a, b in zip(BANDS, BANDS[1:]):
        x[f"{a}_{b}"] = sky[a] - sky[b]
    y = sky["class"].map(KINDS)
    return x.to_numpy("float32"), y.to_numpy("int32")


def parts(x, y):
    n = len(y)
    data = tf.data.Dataset.from_tensor_slices((x, y))
    data = data.shuffle(n, seed=SEED, reshuffle_each_iteration=False)
    n_test, n_valid = n // 5, n // 10
    test = data.take(n_test)
    valid = data.skip(n_test).take(n_valid)
    train = data.skip(n_test + n_valid)
    return train, valid, test


def network(train, width):
    level = keras.layers.Normalization()
    level.adapt(train.map(lambda x, _: x).batch(1024))
    model = keras.Sequential(
        [
            keras.layers.Input((width,)),
            level,
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(64, activation="relu"),
            keras.layers.Dense(len(KINDS), activation="softmax"),
        ]
    )
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def main():
    keras.utils.set_random_seed(SEED)
    x, y = objects("sdss_objects.csv")
    train, valid, test = parts(x, y)
    model = network(train, x.shape[1])
    stop = keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)
    model.fit(
        train.shuffle(10_000).batch(256),
        validation_data=valid.batch(1024),
        epochs=200,
        callbacks=[stop],
        verbose=2,
    )
    loss, accuracy = model.evaluate(test.batch(1024), verbose=0)
    print(f"test accuracy {accuracy:.4f}")


if __name__ == "__main__":
    main()
