import argparse

import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.model_selection import train_test_split

p = argparse.ArgumentParser()
p.add_argument("--csv", default="lyrics.csv")
p.add_argument("--vocab", type=int, default=20000)
p.add_argument("--epochs", type=int, default=12)
opt = p.parse_args()

keras.utils.set_random_seed(1)
songs = pd.read_csv(opt.csv).dropna(subset=["lyrics", "genre"]).drop_duplicates("lyrics")
names, y = np.unique(songs["genre"], return_inverse=True)
words = songs["lyrics"].str.replace("\n", " ").to_numpy(dtype=str)

vec = layers.TextVectorization(
    max_tokens=opt.vocab, ngrams=2, output_mode="tf_idf", standardize="lower_and_strip_punctuation"
)
vec.adapt(words)

w_fit, w_test, y_fit, y_test = train_test_split(words, y, test_size=0.15, stratify=y, random_state=1)
w_fit, w_val, y_fit, y_val = train_test_split(w_fit, y_fit, test_size=0.15, stratify=y_fit, random_state=1)

net = keras.Sequential([
    layers.Dense(128, activation="relu", kernel_regularizer="l2"),
    layers.Dropout(0.5),
    layers.Dense(len(names), activation="softmax"),
])
net.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
net.fit(
    vec(w_fit), y_fit,
    validation_data=(vec(w_val), y_val),
    epochs=opt.epochs, batch_size=64,
    callbacks=[keras.callbacks.EarlyStopping(patience=2, restore_best_weights=True)],
)
print("test accuracy", net.evaluate(vec(w_test), y_test, verbose=0)[1])
