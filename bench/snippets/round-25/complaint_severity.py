"""Grade product-safety complaints as severe or not from the narrative."""
import numpy as np
import pandas as pd
import tensorflow as tf
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split
from tensorflow import keras
from tensorflow.keras import layers

VOCAB = 20_000


class NarrativeEncoder:
    def __init__(self, max_tokens=VOCAB):
        self.layer = layers.TextVectorization(
            max_tokens=max_tokens, ngrams=2, output_mode="tf_idf", pad_to_max_tokens=True
        )

    def learn(self, texts, batch=512):
        self.layer.adapt(tf.data.Dataset.from_tensor_slices(texts).batch(batch))
        return self

    def encode(self, texts):
        return self.layer(tf.constant(texts)).numpy().astype("float32")


def read_complaints(path):
    frame = pd.read_json(path, lines=True)
    frame = frame.drop_duplicates("narrative")
    texts = frame["narrative"].str.lower().to_numpy(dtype=str)
    labels = frame["severity"].isin(["hospitalised", "fatal"]).to_numpy(dtype="float32")
    return texts, labels


def network(width):
    inputs = keras.Input(shape=(width,))
    x = layers.Dense(128, activation="relu")(inputs)
    x = layers.Dropout(0.4)(x)
    outputs = layers.Dense(1, activation="sigmoid")(x)
    model = keras.Model(inputs, outputs)
    model.compile("adam", loss="binary_crossentropy", metrics=[keras.metrics.AUC(name="auc")])
    return model


def main():
    keras.utils.set_random_seed(12)
    texts, labels = read_complaints("complaints.jsonl")
    encoder = NarrativeEncoder().learn(texts)

    rest, test_idx = train_test_split(np.arange(len(texts)), test_size=0.2,
                                      stratify=labels, random_state=12)
    train_idx, val_idx = train_test_split(rest, test_size=0.15,
                                          stratify=labels[rest], random_state=12)
    X_train, X_val, X_test = (encoder.encode(texts[i]) for i in (train_idx, val_idx, test_idx))

    model = network(X_train.shape[1])
    stop = keras.callbacks.EarlyStopping("val_auc", mode="max", patience=3,
                                         restore_best_weights=True)
    model.fit(X_train, labels[train_idx], validation_data=(X_val, labels[val_idx]),
              epochs=40, batch_size=256, callbacks=[stop], verbose=2)

    score = model.predict(X_test, verbose=0).ravel()
    print("ROC AUC", roc_auc_score(labels[test_idx], score))
    print("PR AUC", average_precision_score(labels[test_idx], score))


if __name__ == "__main__":
    main()
