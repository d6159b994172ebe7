import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import Normalizer

AGE_EDGES = [0, 18, 30, 45, 65, 120]
RATINGS = ["rating_speed", "rating_tone", "rating_price"]


def design(complaints):
    hashed = HashingVectorizer(n_features=2**16, norm=None, alternate_sign=False).fit_transform(complaints["text"])
    words = Normalizer().fit_transform(hashed)
    bands = pd.get_dummies(pd.cut(complaints["age"], AGE_EDGES)).to_numpy(float)
    mood = complaints[RATINGS].mean(axis=1).fillna(3.0).to_numpy()[:, None] / 5
    return hstack([words, csr_matrix(np.hstack([bands, mood]))]).tocsr()


def main():
    complaints = pd.read_csv("complaints.csv").drop_duplicates("text")
    X = design(complaints)
    X_train, X_test, y_train, y_test = train_test_split(X, complaints["topic"], test_size=0.2, random_state=1)
    model = SGDClassifier(loss="log_loss", alpha=1e-5, random_state=1)
    model.fit(X_train, y_train)
    print("accuracy", accuracy_score(y_test, model.predict(X_test)))


if __name__ == "__main__":
    main()
