"""Surface fault type of steel plates (one row per plate)."""
import pandas as pd
import tensorflow as tf
from tensorflow import keras

SEED = 404
BATCH = 128


def read(path):
    plates = pd.read_csv(path).drop_duplicates("plate_no")
    codes = plates.pop("fault").astype("category").cat.codes
    inputs = plates.drop(columns="plate_no").to_numpy("float32")
    return inputs, codes.to_numpy("int32")


def divide(inputs, faults):
    count = len(inputs)
    rows = tf.data.Dataset.from_tensor_slices((inputs, faults))
    rows = rows.shuffle(count, seed=SEED, reshuffle_each_iteration=False)
    n_test, n_valid = count // 6, count // 6
    test = rows.take(n_test)
    valid = rows.skip(n_test).take(n_valid)
    train = rows.skip(n_test + n_valid)
    return train, valid, test


def network(train, width, classes):
    normal = keras.layers.Normalization()
    normal.adapt(train.map(lambda x, y: x).batch(BATCH))
    model = keras.Sequential([
        normal,
        keras.layers.Dense(128, activation="relu"),
        keras.layers.Dropout(0.3),
        keras.layers.Dense(64, activation="relu"),
        keras.layers.Dense(classes, activation="softmax"),
    ])
    model.build((None, width))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def main():
    inputs, faults = read("data/plates.csv")
    train, valid, test = divide(inputs, faults)
    model = network(train, inputs.shape[1], int(faults.max()) + 1)
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=12, restore_best_weights=True)
    model.fit(
        train.shuffle(4096).batch(BATCH).prefetch(tf.data.AUTOTUNE),
        validation_data=valid.batch(BATCH),
        epochs=200,
        callbacks=[stop],
        verbose=2,
    )
    loss, accuracy = model.evaluate(test.batch(BATCH), verbose=0)
    print(f"held-out loss {loss:.3f}, accuracy {accuracy:.3f}")


if __name__ == "__main__":
    main()
