"""Urgency of support tickets for the product lines that moved to the new desk."""
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline

PRODUCTS = {
    "router": ["router", "wifi", "mesh"],
    "tv": ["set-top", "decoder", "channel"],
    "billing": ["invoice", "refund", "direct debit"],
    "mobile": ["sim", "roaming", "handset"],
}


def mentions(tickets, words):
    pattern = "|".join(words)
    return tickets[tickets["body"].str.contains(pattern, case=False, regex=True)]


def gather(path):
    tickets = pd.read_json(path, lines=True)
    tickets = tickets.dropna(subset=["body", "urgent"]).drop_duplicates("body")
    slices = []
    for product, words in PRODUCTS.items():
        slices.append(mentions(tickets, words))
        print(product, len(slices[-1]))
    return pd.concat(slices, ignore_index=True)


def main():
    desk = gather("exports/tickets_2023.jsonl")
    train, test = train_test_split(
        desk, test_size=0.25, stratify=desk["urgent"], random_state=17
    )

    pipe = Pipeline([
        ("words", TfidfVectorizer(ngram_range=(1, 2), min_df=2)),
        ("linear", SGDClassifier(loss="log_loss", class_weight="balanced", random_state=17)),
    ])
    search = GridSearchCV(pipe, {"linear__alpha": [1e-6, 1e-5, 1e-4]}, scoring="f1", cv=4)
    search.fit(train["body"], train["urgent"].astype(int))

    predicted = search.predict(test["body"])
    print("best alpha", search.best_params_["linear__alpha"])
    print("F1", round(f1_score(test["urgent"].astype(int), predicted), 3))


if __name__ == "__main__":
    main()
