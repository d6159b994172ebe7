import keras
import numpy as np
import pandas as pd
from keras import layers
from sklearn.model_selection import train_test_split


def make_vectoriser(texts):
    layer = layers.TextVectorization(max_tokens=8000, output_mode="tf_idf")
    layer.adapt(texts)
    return layer


def build(n_inputs, n_queues):
    model = keras.Sequential([
        layers.Input((n_inputs,)),
        layers.Dense(128, activation="relu"),
        layers.Dropout(0.4),
        layers.Dense(n_queues, activation="softmax"),
    ])
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def main():
    tickets = pd.read_csv("tickets.csv").drop_duplicates("body")
    queues = tickets["queue"].astype("category").cat.codes.to_numpy()
    body = tickets["body"].to_numpy().astype(str)
    vectorise = make_vectoriser(body)
    matrix = np.asarray(vectorise(body))
    X_train, X_test, y_train, y_test = train_test_split(matrix, queues, test_size=0.2, random_state=8, stratify=queues)
    model = build(matrix.shape[1], int(queues.max()) + 1)
    model.fit(X_train, y_train, validation_split=0.1, epochs=6, batch_size=64)
    loss, accuracy = model.evaluate(X_test, y_test, verbose=0)
    print("accuracy", accuracy)


if __name__ == "__main__":
    main()
