import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegressionCV
from sklearn.metrics import average_precision_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import Normalizer

WEIGHT_EDGES = [0, 1, 2, 5, 10, 20, 31.5]
SIDES = ["length_cm", "width_cm", "height_cm"]


def shape_columns(parcels):
    sides = Normalizer(norm="l1").fit_transform(parcels[SIDES])
    band = pd.cut(parcels["weight_kg"], bins=WEIGHT_EDGES, labels=False, include_lowest=True)
    volume = np.log1p(parcels[SIDES].prod(axis=1))
    spread = parcels[SIDES].max(axis=1) - parcels[SIDES].mean(axis=1)
    return np.column_stack([sides, band.fillna(-1), volume, spread / 100.0])


def text_columns(parcels):
    hashing = HashingVectorizer(n_features=2 ** 14, analyzer="char_wb", ngram_range=(3, 4))
    return hashing.fit_transform(parcels["contents"].fillna(""))


def main():
    parcels = pd.read_csv("data/insured_parcels.csv").drop_duplicates(subset="barcode")
    X = hstack([csr_matrix(shape_columns(parcels)), text_columns(parcels)]).tocsr()
    y = parcels["claim_filed"].to_numpy()
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.2, stratify=y, random_state=14
    )
    model = LogisticRegressionCV(Cs=6, cv=5, scoring="average_precision", max_iter=2000)
    model.fit(X_train, y_train)
    print(f"AP {average_precision_score(y_test, model.predict_proba(X_test)[:, 1]):.3f}")


if __name__ == "__main__":
    main()
