"""Route support tickets to the right team."""
import sqlite3

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline

SNAPSHOT_SQL = """
SELECT ticket_id, subject, body, resolved_team
FROM tickets
WHERE created_at > ? AND created_at <= ? AND resolved_team IS NOT NULL
"""
STEP_DAYS = 7
WINDOW_DAYS = 28


def weekly_snapshot(con, end):
    start = end - pd.Timedelta(days=WINDOW_DAYS)
    return pd.read_sql_query(SNAPSHOT_SQL, con, params=(start.isoformat(), end.isoformat()))


def collect(db_path, first, last):
    frames = []
    with sqlite3.connect(db_path) as con:
        for end in pd.date_range(first, last, freq=f"{STEP_DAYS}D"):
            snapshot = weekly_snapshot(con, end)
            snapshot["body"] = snapshot["body"].fillna("").str.slice(0, 4000)
            frames.append(snapshot)
    return pd.concat(frames, ignore_index=True)


def to_text(frame):
    return (frame["subject"].fillna("") + "\n" + frame["body"]).tolist()


def build():
    return Pipeline([
        ("tfidf", TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)),
        ("clf", SGDClassifier(loss="log_loss", alpha=1e-5, random_state=5)),
    ])


def main():
    tickets = collect("support.db", "2023-01-29", "2023-12-31")
    enough = tickets["resolved_team"].value_counts().loc[lambda n: n >= 200].index
    tickets = tickets[tickets["resolved_team"].isin(enough)]
    print(f"{len(tickets)} tickets for {len(enough)} teams")

    known, unseen = train_test_split(
        tickets, test_size=0.2, stratify=tickets["resolved_team"], random_state=5
    )
    model = build().fit(to_text(known), known["resolved_team"])
    predicted = model.predict(to_text(unseen))
    print("macro F1", round(f1_score(unseen["resolved_team"], predicted, average="macro"), 4))


if __name__ == "__main__":
    main()
