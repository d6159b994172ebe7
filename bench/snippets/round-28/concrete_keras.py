"""Strength of concrete after 28 days, one row per mix design."""
import pandas as pd
import tensorflow as tf

INPUTS = ["cement", "slag", "ash", "water", "plasticiser", "coarse", "fine"]
BATCH = 64


def mixes(path):
    table = pd.read_csv(path).drop_duplicates(subset=INPUTS)
    x = table[INPUTS].to_numpy("float32")
    y = table["strength_mpa"].to_numpy("float32")
    data = tf.data.Dataset.from_tensor_slices((x, y))
    return data.shuffle(len(table), seed=26, reshuffle_each_iteration=False), len(table)


def three_ways(data, n):
    n_test, n_val = n // 5, n // 10
    test = data.take(n_test)
    rest = data.skip(n_test)
    return rest.skip(n_val), rest.take(n_val), test


def build(normalise):
    return tf.keras.Sequential(
        [
            tf.keras.Input(shape=(len(INPUTS),)),
            normalise,
            tf.keras.layers.Dense(64, activation="relu"),
            tf.keras.layers.Dropout(0.1),
            tf.keras.layers.Dense(64, activation="relu"),
            tf.keras.layers.Dense(1),
        ]
    )


def main():
    tf.keras.utils.set_random_seed(26)
    data, n = mixes("mixes.csv")
    fit, val, test = three_ways(data, n)

    normalise = tf.keras.layers.Normalization(axis=-1)
    normalise.adapt(fit.map(lambda x, y: x).batch(BATCH))

    model = build(normalise)
    model.compile(optimizer=tf.keras.optimizers.Adam(2e-3), loss="mse", metrics=["mae"])
    model.fit(
        fit.cache().shuffle(2000).batch(BATCH),
        validation_data=val.batch(BATCH),
        epochs=400,
        verbose=0,
        callbacks=[
            tf.keras.callbacks.EarlyStopping("val_mae", mode="min", patience=25, restore_best_weights=True),
            tf.keras.callbacks.ReduceLROnPlateau("val_mae", mode="min", patience=10),
        ],
    )
    _, mae = model.evaluate(test.batch(BATCH), verbose=0)
    print(f"MAE on unseen mixes: {mae:.2f} MPa")


if __name__ == "__main__":
    main()
