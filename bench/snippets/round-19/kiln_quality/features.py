import numpy as np
import pandas as pd
from sklearn.impute import KNNImputer
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import PowerTransformer

INPUTS = ["peak_c", "ramp_c_h", "moisture", "feldspar", "kaolin"]


def main():
    train = pd.read_csv("data/train.csv")
    test = pd.read_csv("data/test.csv")
    shape = make_pipeline(KNNImputer(n_neighbors=5), PowerTransformer())
    np.savez("data/train.npz", X=shape.fit_transform(train[INPUTS]), y=train["cracked"])
    np.savez("data/test.npz", X=shape.transform(test[INPUTS]), y=test["cracked"])


if __name__ == "__main__":
    main()
