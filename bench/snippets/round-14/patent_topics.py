"""Assign patent abstracts to an IPC section."""
import keras
import numpy as np
import pandas as pd
from sklearn.model_selection import train_test_split

SECTIONS = list("ABCDEFGH")
WORDS = 20_000


class PatentCorpus:
    def __init__(self, path):
        frame = pd.read_csv(path).drop_duplicates("family_id")
        self.texts = frame["abstract"].str.lower().to_numpy(dtype=str)
        self.labels = frame["section"].map(SECTIONS.index).to_numpy()
        index = np.arange(len(frame))
        rest, self.test = train_test_split(
            index, test_size=0.15, stratify=self.labels, random_state=9
        )
        self.train, self.valid = train_test_split(
            rest, test_size=0.15, stratify=self.labels[rest], random_state=9
        )
        self.weigh = keras.layers.TextVectorization(
            max_tokens=WORDS, output_mode="tf_idf", pad_to_max_tokens=True
        )
        self.weigh.adapt(self.texts)

    def part(self, index):
        return np.asarray(self.weigh(self.texts[index])), self.labels[index]


def network():
    model = keras.Sequential(
        [
            keras.layers.Input((WORDS,)),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Dropout(0.5),
            keras.layers.Dense(len(SECTIONS), activation="softmax"),
        ]
    )
    model.compile(
        optimizer=keras.optimizers.Adam(1e-3),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    )
    return model


def main():
    corpus = PatentCorpus("patents/abstracts.csv")
    x, y = corpus.part(corpus.train)
    model = network()
    stop = keras.callbacks.EarlyStopping(patience=3, restore_best_weights=True)
    model.fit(
        x, y, validation_data=corpus.part(corpus.valid), epochs=40, batch_size=64, callbacks=[stop]
    )
    loss, acc = model.evaluate(*corpus.part(corpus.test), verbose=0)
    print(f"test accuracy {acc:.3f} (loss {loss:.3f})")


if __name__ == "__main__":
    main()
