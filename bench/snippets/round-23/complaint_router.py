"""Routes written complaints to a department."""
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import classification_report, f1_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import Normalizer

EDGES = [0, 50, 200, 1000, 5000, float("inf")]
NAMES = ["tiny", "small", "medium", "large", "huge"]
COUNTS = ["n_words", "n_capitals", "n_digits", "n_exclamations"]


def surface(texts):
    return pd.DataFrame({
        "n_words": texts.str.split().str.len(),
        "n_capitals": texts.str.count(r"[A-Z]"),
        "n_digits": texts.str.count(r"\d"),
        "n_exclamations": texts.str.count("!"),
    }, index=texts.index)


def represent(complaints):
    hasher = HashingVectorizer(n_features=2**18, ngram_range=(1, 2), alternate_sign=False)
    words = hasher.transform(complaints["text"])
    shape = Normalizer(norm="l1").fit_transform(surface(complaints["text"])[COUNTS])
    size = pd.cut(complaints["amount"].clip(lower=0), bins=EDGES, labels=NAMES, include_lowest=True)
    sizes = pd.get_dummies(size).astype(float).to_numpy()
    return hstack([words, csr_matrix(shape), csr_matrix(sizes)]).tocsr()


def main():
    complaints = pd.read_csv("data/complaints.csv").dropna(subset=["text", "department"])
    complaints = complaints.drop_duplicates("text").reset_index(drop=True)
    X, y = represent(complaints), complaints["department"].to_numpy()

    X_rest, X_test, y_rest, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=3)
    X_train, X_valid, y_train, y_valid = train_test_split(
        X_rest, y_rest, test_size=0.2, stratify=y_rest, random_state=3
    )

    tried = {}
    for alpha in (1e-7, 1e-6, 1e-5, 1e-4):
        model = SGDClassifier(loss="log_loss", alpha=alpha, random_state=3).fit(X_train, y_train)
        tried[alpha] = f1_score(y_valid, model.predict(X_valid), average="macro")
    alpha = max(tried, key=tried.get)

    router = SGDClassifier(loss="log_loss", alpha=alpha, random_state=3).fit(X_rest, y_rest)
    print("alpha", alpha)
    print(classification_report(y_test, router.predict(X_test)))


if __name__ == "__main__":
    main()
