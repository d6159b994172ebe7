"""Routes support tickets to a queue; trained on warehouse extracts."""
import argparse

import pandas as pd
import sqlalchemy as sa
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline

WINDOWS = [
    ("2023-01-01", "2023-07-01"),
    ("2023-04-01", "2023-10-01"),
    ("2023-07-01", "2024-01-01"),
]

QUERY = sa.text(
    """
    SELECT ticket_id, subject, body, final_queue
    FROM support.tickets
    WHERE opened_at >= :since AND opened_at < :until
      AND status = 'closed'
    """
)


def extract(engine, since, until):
    with engine.connect() as connection:
        return pd.read_sql(QUERY, connection, params={"since": since, "until": until})


def collect(engine):
    parts = [extract(engine, since, until) for since, until in WINDOWS]
    tickets = pd.concat(parts, ignore_index=True)
    tickets["text"] = tickets["subject"].fillna("") + "\n" + tickets["body"].fillna("")
    return tickets[tickets["text"].str.len() > 20]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--url", default="postgresql://warehouse/support")
    args = parser.parse_args()

    tickets = collect(sa.create_engine(args.url))
    train, test = train_test_split(
        tickets, test_size=0.2, stratify=tickets["final_queue"], random_state=1
    )
    pipeline = Pipeline([
        ("tfidf", TfidfVectorizer(min_df=5, ngram_range=(1, 2), sublinear_tf=True)),
        ("clf", SGDClassifier(loss="modified_huber", random_state=1)),
    ])
    search = GridSearchCV(pipeline, {"clf__alpha": [1e-5, 1e-4, 1e-3]}, cv=4, scoring="f1_macro", n_jobs=4)
    search.fit(train["text"], train["final_queue"])
    print("macro F1", f1_score(test["final_queue"], search.predict(test["text"]), average="macro"))


if __name__ == "__main__":
    main()
