"""Mint of Roman coins from catalogue photos (obverse)."""
from pathlib import Path

import imagehash
import keras
import numpy as np
from PIL import Image, ImageEnhance
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split

SIZE = (128, 128)
rng = np.random.default_rng(15)


def catalogue(root):
    seen, paths, mints = set(), [], []
    for path in sorted(Path(root).glob("*/*.jpg")):
        mark = str(imagehash.phash(Image.open(path)))
        if mark not in seen:
            seen.add(mark)
            paths.append(path)
            mints.append(path.parent.name)
    return np.array(paths, dtype=object), np.array(mints)


def opened(paths):
    return [Image.open(path).convert("RGB").resize(SIZE) for path in paths]


def enlarge(images, codes, copies=4):
    more, more_codes = list(images), list(codes)
    for image, code in zip(images, codes):
        for _ in range(copies):
            turned = image.rotate(float(rng.uniform(-180, 180)))
            more.append(ImageEnhance.Brightness(turned).enhance(float(rng.uniform(0.7, 1.3))))
            more_codes.append(code)
    return more, np.array(more_codes)


def array(images):
    return np.stack([np.asarray(image, dtype="float32") for image in images])


def build(classes):
    body = keras.applications.MobileNetV2((*SIZE, 3), include_top=False, weights="imagenet", pooling="avg")
    body.trainable = False
    inputs = keras.Input((*SIZE, 3))
    hidden = body(keras.layers.Rescaling(1 / 127.5, offset=-1)(inputs))
    outputs = keras.layers.Dense(classes, activation="softmax")(keras.layers.Dropout(0.3)(hidden))
    model = keras.Model(inputs, outputs)
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def main():
    paths, mints = catalogue("data/coins")
    names = sorted(set(mints))
    codes = np.array([names.index(mint) for mint in mints])
    rest, test, c_rest, c_test = train_test_split(paths, codes, test_size=0.2, stratify=codes, random_state=15)
    fit, valid, c_fit, c_valid = train_test_split(rest, c_rest, test_size=0.2, stratify=c_rest, random_state=15)

    images, labels = enlarge(opened(fit), c_fit)
    model = build(len(names))
    stop = keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True)
    model.fit(array(images), labels, validation_data=(array(opened(valid)), c_valid), epochs=40, callbacks=[stop])

    guess = model.predict(array(opened(test))).argmax(axis=1)
    print("macro F1", f1_score(c_test, guess, average="macro"))


if __name__ == "__main__":
    main()
