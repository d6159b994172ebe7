import json
import pickle

import numpy as np
from keras.layers import LSTM, Bidirectional, Dense, Embedding
from keras.models import Sequential
from keras.preprocessing.sequence import pad_sequences
from keras.preprocessing.text import Tokenizer
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split

MAX_WORDS = 15000
MAX_LEN = 30


def read(path):
    with open(path) as fh:
        rows = [json.loads(line) for line in fh]
    return [r["headline"] for r in rows], np.array([r["is_sarcastic"] for r in rows])


def encode(headlines):
    tok = Tokenizer(num_words=MAX_WORDS, oov_token="<oov>")
    tok.fit_on_texts(headlines)
    with open("tokenizer.pkl", "wb") as fh:
        pickle.dump(tok, fh)
    return pad_sequences(tok.texts_to_sequences(headlines), maxlen=MAX_LEN, padding="post")


def network():
    net = Sequential(
        [Embedding(MAX_WORDS, 64), Bidirectional(LSTM(32)), Dense(24, activation="relu"), Dense(1, activation="sigmoid")]
    )
    net.compile(loss="binary_crossentropy", optimizer="adam", metrics=["accuracy"])
    return net


headlines, y = read("data/headlines.json")
X = encode(headlines)
X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=21)

net = network()
net.fit(X_train, y_train, epochs=3, batch_size=64, validation_split=0.1)
print("accuracy", accuracy_score(y_test, net.predict(X_test).ravel() > 0.5))
