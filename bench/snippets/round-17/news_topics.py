import pandas as pd
from sklearn.feature_extraction.text import HashingVectorizer, TfidfTransformer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import RandomizedSearchCV, train_test_split
from sklearn.pipeline import Pipeline


def hashed_counts(texts: pd.Series):
    hasher = HashingVectorizer(n_features=2**18, alternate_sign=False, norm=None, ngram_range=(1, 2))
    return hasher.fit_transform(texts)


def articles(path: str) -> pd.DataFrame:
    frame = pd.read_json(path, lines=True)
    frame["text"] = frame["title"].str.strip() + " " + frame["lead"].str.strip()
    frame["key"] = frame["text"].str.lower().str.replace(r"\W+", " ", regex=True)
    return frame.dropna(subset=["text", "topic"]).drop_duplicates("key")


def main() -> None:
    frame = articles("articles.jsonl")
    counts = hashed_counts(frame["text"])
    X_train, X_test, y_train, y_test = train_test_split(
        counts, frame["topic"], test_size=0.2, stratify=frame["topic"], random_state=27
    )
    pipeline = Pipeline(
        [
            ("tfidf", TfidfTransformer(sublinear_tf=True)),
            ("sgd", SGDClassifier(loss="log_loss", max_iter=50, random_state=27)),
        ]
    )
    search = RandomizedSearchCV(
        pipeline,
        {"sgd__alpha": [1e-6, 3e-6, 1e-5, 3e-5, 1e-4], "tfidf__use_idf": [True, False]},
        n_iter=6,
        cv=4,
        scoring="f1_macro",
        random_state=27,
    )
    search.fit(X_train, y_train)
    print(search.best_params_)
    print("macro F1", f1_score(y_test, search.predict(X_test), average="macro"))


if __name__ == "__main__":
    main()
