"""Spam filter for text messages without any stored vocabulary."""
import numpy as np
import pandas as pd
from scipy import sparse
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, roc_auc_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.preprocessing import FunctionTransformer, Normalizer

LENGTH_EDGES = [-1, 20, 60, 120, 160, 320, np.inf]


def read_messages(path):
    sms = pd.read_csv(path, sep="\t", names=["label", "text"], quoting=3)
    sms["key"] = sms["text"].str.lower().str.replace(r"\W+", " ", regex=True).str.strip()
    sms["key"] = sms["key"].str.replace(r"\d+", "0", regex=True)
    return sms.drop_duplicates("key").reset_index(drop=True)


def surface(texts):
    shares = pd.DataFrame({
        "digits": texts.str.count(r"\d") / texts.str.len().clip(lower=1),
        "capitals": texts.str.count(r"[A-Z]") / texts.str.len().clip(lower=1),
        "marks": texts.str.count(r"[!?£$]") / texts.str.len().clip(lower=1),
    })
    shares["noise"] = shares.mean(axis=1)
    shares["length_class"] = pd.cut(texts.str.len(), LENGTH_EDGES, labels=False) / 5
    shares["link"] = texts.str.contains(r"http|www\.", case=False).astype(float)
    return shares


def represent(texts):
    grams = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 5), n_features=2**18, norm=None)
    damp = FunctionTransformer(lambda m: m.sign().multiply(abs(m).log1p()).tocsr(), accept_sparse=True)
    words = Normalizer().fit_transform(damp.fit_transform(grams.fit_transform(texts)))
    return sparse.hstack([words, sparse.csr_matrix(surface(texts).to_numpy())]).tocsr()


def main():
    sms = read_messages("messages.tsv")
    X = represent(sms["text"])
    y = sms["label"].eq("spam").astype(int).to_numpy()
    X_train, X_test, y_train, y_test = train_test_split(
        X, y, test_size=0.25, stratify=y, random_state=160
    )
    search = GridSearchCV(
        LogisticRegression(max_iter=3000), {"C": [0.1, 1, 10, 100]}, scoring="average_precision", cv=5
    )
    search.fit(X_train, y_train)
    print("C", search.best_params_["C"])
    print("AUC", roc_auc_score(y_test, search.predict_proba(X_test)[:, 1]))
    print(classification_report(y_test, search.predict(X_test), target_names=["ham", "spam"]))


if __name__ == "__main__":
    main()
