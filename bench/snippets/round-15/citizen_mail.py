"""Department of a citizen's letter to the town hall."""
import re

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import RidgeClassifier
from sklearn.metrics import accuracy_score, classification_report
from sklearn.model_selection import StratifiedKFold, cross_val_score, train_test_split
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline
from sklearn.svm import LinearSVC

GREETING = re.compile(r"^(dear|hello|good (morning|day))[^\n]*\n", re.IGNORECASE)


def body(text):
    return GREETING.sub("", text).strip()


def content_key(text):
    return re.sub(r"[^a-z]+", "", text.lower())


def read_letters(path):
    letters = pd.read_csv(path).dropna(subset=["text", "department"])
    letters["text"] = letters["text"].map(body)
    letters["key"] = letters["text"].map(content_key)
    return letters.drop_duplicates("key").drop_duplicates("sender_id")


MODELS = {
    "ridge": make_pipeline(TfidfVectorizer(sublinear_tf=True, min_df=3), RidgeClassifier()),
    "svm": make_pipeline(TfidfVectorizer(sublinear_tf=True, min_df=3), LinearSVC(C=0.5)),
    "svm_chars": make_pipeline(
        TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), min_df=5), LinearSVC(C=0.5)
    ),
    "nb": make_pipeline(TfidfVectorizer(min_df=3), ComplementNB(alpha=0.3)),
}


def main():
    letters = read_letters("letters.csv")
    X_train, X_test, y_train, y_test = train_test_split(
        letters["text"], letters["department"],
        test_size=0.2, stratify=letters["department"], random_state=26,
    )
    folds = StratifiedKFold(n_splits=5, shuffle=True, random_state=26)
    means = {
        name: cross_val_score(model, X_train, y_train, cv=folds).mean()
        for name, model in MODELS.items()
    }
    name = max(means, key=means.get)
    print(means, "->", name)

    chosen = MODELS[name].fit(X_train, y_train)
    guess = chosen.predict(X_test)
    print("test accuracy", round(accuracy_score(y_test, guess), 3))
    print(classification_report(y_test, guess))


if __name__ == "__main__":
    main()
