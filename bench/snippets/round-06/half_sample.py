import time

import pandas as pd
from sklearn.kernel_approximation import Nystroem
from sklearn.linear_model import RidgeClassifier
from sklearn.metrics import accuracy_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import MinMaxScaler

FRACTION = 0.3


def read(path):
    hits = pd.read_csv(path, dtype="float32")
    hits = hits.drop_duplicates()
    return hits.sample(frac=FRACTION, random_state=1).reset_index(drop=True)


def parts(frame):
    train = frame.sample(frac=0.75, random_state=2)
    return train, frame.drop(train.index)


def main():
    train, test = parts(read("data/particle_hits.csv"))
    assert train.index.intersection(test.index).empty
    model = make_pipeline(MinMaxScaler(), Nystroem(n_components=500, random_state=0), RidgeClassifier())
    start = time.perf_counter()
    model.fit(train.drop(columns="signal"), train["signal"])
    print("fit seconds", round(time.perf_counter() - start, 1))
    print("accuracy", accuracy_score(test["signal"], model.predict(test.drop(columns="signal"))))


if __name__ == "__main__":
    main()
