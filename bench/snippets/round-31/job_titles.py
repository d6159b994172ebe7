"""Map job advertisements to occupation codes."""
import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import FunctionTransformer, Normalizer


def surface(frame):
    title = frame["title"]
    return np.column_stack([
        title.str.len() / 100,
        title.str.count(r"\(") > 0,
        title.str.contains("senior", case=False),
        title.str.contains("intern", case=False),
    ]).astype(float)


def featurise(adverts):
    words = HashingVectorizer(n_features=2 ** 18, ngram_range=(1, 2), alternate_sign=False, norm=None)
    counts = words.fit_transform(adverts["title"] + " " + adverts["summary"])
    unit = Normalizer().fit_transform(counts)
    extra = FunctionTransformer(surface, validate=False).fit_transform(adverts)
    return hstack([unit, csr_matrix(extra)]).tocsr()


def main():
    adverts = pd.read_json("data/adverts.jsonl", lines=True)
    adverts["summary"] = adverts["summary"].fillna("")
    adverts = adverts.drop_duplicates(["title", "summary"])
    X = featurise(adverts)
    y = adverts["occupation_code"].astype(str).to_numpy()
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, random_state=40)
    model = SGDClassifier(loss="log_loss", alpha=1e-6, max_iter=30, random_state=40)
    model.fit(X_train, y_train)
    pred = model.predict(X_test)
    print("accuracy", accuracy_score(y_test, pred))
    print("macro F1", f1_score(y_test, pred, average="macro"))


if __name__ == "__main__":
    main()
