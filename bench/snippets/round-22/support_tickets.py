"""Routing model for incoming support tickets."""
from datetime import date, timedelta

import duckdb
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline

WINDOW_DAYS = 30

EXPORT = """
    SELECT ticket_id, subject, body, queue
    FROM tickets
    WHERE created_at >= ? AND created_at < ?
      AND queue IS NOT NULL
    ORDER BY ticket_id
"""


def weekly_export(con, end):
    start = end - timedelta(days=WINDOW_DAYS)
    return con.execute(EXPORT, [start, end]).df()


def collect(con, last, weeks):
    ends = [last - timedelta(weeks=k) for k in range(weeks)]
    exports = [weekly_export(con, end) for end in ends]
    return pd.concat(exports, ignore_index=True)


def main():
    con = duckdb.connect("helpdesk.duckdb", read_only=True)
    tickets = collect(con, date(2024, 3, 4), weeks=12)
    text = tickets["subject"].str.cat(tickets["body"], sep="\n")
    text_train, text_test, y_train, y_test = train_test_split(
        text, tickets["queue"], test_size=0.2, stratify=tickets["queue"], random_state=1
    )

    router = Pipeline([
        ("tfidf", TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)),
        ("clf", SGDClassifier(loss="log_loss", class_weight="balanced", random_state=1)),
    ])
    search = GridSearchCV(
        router,
        {"clf__alpha": [1e-6, 1e-5, 1e-4], "tfidf__min_df": [3, 10]},
        scoring="f1_macro",
        cv=4,
        n_jobs=-1,
    )
    search.fit(text_train, y_train)
    print(len(tickets), "tickets,", tickets["queue"].nunique(), "queues")
    print("macro F1", round(f1_score(y_test, search.predict(text_test), average="macro"), 3))


if __name__ == "__main__":
    main()
