"""Route helpdesk tickets to the responsible team."""
import duckdb
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline

EXTRACT = """
    SELECT ticket_id, created_at, subject, body, team
    FROM read_parquet('warehouse/tickets/*.parquet')
    WHERE team IS NOT NULL
      AND created_at >  CAST(? AS TIMESTAMP) - INTERVAL 90 DAY
      AND created_at <= CAST(? AS TIMESTAMP)
"""


def monthly_extract(con, month_end):
    stamp = month_end.strftime("%Y-%m-%d")
    return con.execute(EXTRACT, [stamp, stamp]).df()


def corpus(first, last):
    con = duckdb.connect()
    ends = pd.date_range(first, last, freq="MS")
    parts = [monthly_extract(con, end) for end in ends]
    tickets = pd.concat(parts, ignore_index=True)
    tickets["text"] = tickets["subject"].fillna("") + "\n" + tickets["body"].fillna("")
    return tickets[["text", "team"]]


def main():
    tickets = corpus("2024-04-01", "2025-01-01")
    print(len(tickets), "tickets", tickets["team"].nunique(), "teams")

    fit_part, held_part = train_test_split(
        tickets, test_size=0.2, stratify=tickets["team"], random_state=9
    )
    router = Pipeline(
        [
            ("tfidf", TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)),
            ("clf", SGDClassifier(loss="modified_huber", random_state=9)),
        ]
    )
    router.fit(fit_part["text"], fit_part["team"])
    guess = router.predict(held_part["text"])
    print("macro F1", round(f1_score(held_part["team"], guess, average="macro"), 3))


if __name__ == "__main__":
    main()
