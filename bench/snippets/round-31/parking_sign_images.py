"""Is a parking sign readable? Small CNN on 64x64 grey crops."""
import numpy as np
from sklearn.model_selection import GroupShuffleSplit
from tensorflow import keras


def one_split(groups, share, seed):
    splitter = GroupShuffleSplit(n_splits=1, test_size=share, random_state=seed)
    return next(splitter.split(groups, groups=groups))


def copies(photos, labels, rng):
    """Original photos followed by two altered versions of each."""
    brighter = np.clip(photos * rng.uniform(0.7, 1.3, (len(photos), 1, 1, 1)), 0, 1)
    noisy = np.clip(photos + rng.normal(0, 0.04, photos.shape), 0, 1)
    return np.concatenate([photos, brighter, noisy]), np.tile(labels, 3)


def network():
    layers = keras.layers
    return keras.Sequential([
        keras.Input((64, 64, 1)),
        layers.Conv2D(16, 3, activation="relu"),
        layers.MaxPooling2D(),
        layers.Conv2D(32, 3, activation="relu"),
        layers.GlobalAveragePooling2D(),
        layers.Dropout(0.3),
        layers.Dense(1, activation="sigmoid"),
    ])


def main():
    blob = np.load("data/signs.npz")
    photos = blob["photos"][..., None].astype("float32") / 255.0
    readable, street = blob["readable"], blob["street"]
    rest, held = one_split(street, 0.2, seed=1)
    inner_fit, inner_val = one_split(street[rest], 0.2, seed=2)
    fit, val = rest[inner_fit], rest[inner_val]
    x_fit, y_fit = copies(photos[fit], readable[fit], np.random.default_rng(3))
    net = network()
    net.compile("adam", "binary_crossentropy", metrics=[keras.metrics.AUC(name="auc")])
    net.fit(
        x_fit, y_fit, epochs=60, batch_size=64, verbose=2,
        validation_data=(photos[val], readable[val]),
        callbacks=[keras.callbacks.EarlyStopping(patience=8, restore_best_weights=True)],
    )
    print(net.evaluate(photos[held], readable[held], return_dict=True, verbose=0))


if __name__ == "__main__":
    main()
