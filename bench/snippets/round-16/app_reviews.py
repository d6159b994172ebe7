"""Bug reports among app reviews: hashed words plus a few counts that need no fitting."""
import pandas as pd
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import average_precision_score, f1_score
from sklearn.model_selection import GridSearchCV, StratifiedKFold, train_test_split
from sklearn.preprocessing import Normalizer

LENGTH_EDGES = [-1, 20, 80, 200, 500, 100_000]


def read_reviews(path):
    reviews = pd.read_json(path, lines=True)
    reviews["body"] = reviews["body"].str.lower().str.replace(r"\s+", " ", regex=True).str.strip()
    return reviews.drop_duplicates("body").query("body.str.len() >= 5", engine="python")


def style(body):
    counts = pd.DataFrame({
        "marks": body.str.count(r"[!?]"),
        "digits": body.str.count(r"\d"),
        "caps": body.str.count(r"\b(?:crash|freeze|error|bug)\w*"),
        "words": body.str.count(" ") + 1,
    })
    unit = Normalizer(norm="l1").fit_transform(counts)
    size = pd.get_dummies(pd.cut(body.str.len(), LENGTH_EDGES)).to_numpy(float)
    return hstack([csr_matrix(unit), csr_matrix(size)])


def represent(body):
    hashed = HashingVectorizer(n_features=2**18, ngram_range=(1, 2), alternate_sign=False)
    return hstack([hashed.fit_transform(body), style(body)]).tocsr()


def main():
    reviews = read_reviews("reviews.jsonl")
    X, y = represent(reviews["body"]), reviews["is_bug"].to_numpy(int)
    X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.2, stratify=y, random_state=77)

    search = GridSearchCV(
        SGDClassifier(loss="log_loss", class_weight="balanced", random_state=77),
        {"alpha": [1e-6, 1e-5, 1e-4], "penalty": ["l2", "elasticnet"]},
        scoring="average_precision",
        cv=StratifiedKFold(4, shuffle=True, random_state=77),
    )
    search.fit(X_train, y_train)
    print("settings", search.best_params_)
    print("AP", round(average_precision_score(y_test, search.decision_function(X_test)), 3))
    print("F1", round(f1_score(y_test, search.predict(X_test)), 3))


if __name__ == "__main__":
    main()
