"""Route support tickets to a team. The help desk keeps a rolling 90-day export for every month end."""
import re
from pathlib import Path

import duckdb
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline

EXPORT_SQL = """
    SELECT ticket_id, subject, body, resolved_by_team
    FROM tickets
    WHERE opened_at > CAST(? AS DATE) - INTERVAL 90 DAY
      AND opened_at <= CAST(? AS DATE)
      AND resolved_by_team IS NOT NULL
"""

SIGNATURE = re.compile(r"(?is)\n--\s.*$")


def export_month(con, month_end, folder):
    target = folder / f"tickets_{month_end:%Y_%m}.parquet"
    if not target.exists():
        day = month_end.date().isoformat()
        con.execute(EXPORT_SQL, [day, day]).df().to_parquet(target)
    return target


def gather(database, folder):
    folder.mkdir(parents=True, exist_ok=True)
    con = duckdb.connect(database, read_only=True)
    ends = pd.date_range("2023-03-31", "2023-12-31", freq="ME")
    parts = [pd.read_parquet(export_month(con, end, folder)) for end in ends]
    return pd.concat(parts, ignore_index=True)


def as_text(frame):
    body = frame["body"].fillna("").map(lambda raw: SIGNATURE.sub("", raw))
    return frame["subject"].fillna("") + "\n" + body


def build():
    return Pipeline([
        ("tfidf", TfidfVectorizer(min_df=5, ngram_range=(1, 2), sublinear_tf=True)),
        ("clf", SGDClassifier(loss="log_loss", random_state=1)),
    ])


def main():
    tickets = gather("helpdesk.duckdb", Path("exports"))
    train, test = train_test_split(
        tickets, test_size=0.2, stratify=tickets["resolved_by_team"], random_state=1
    )
    search = GridSearchCV(build(), {"clf__alpha": [1e-5, 1e-4, 1e-3]}, cv=4, scoring="f1_macro")
    search.fit(as_text(train), train["resolved_by_team"])
    predicted = search.predict(as_text(test))
    print("macro F1", round(f1_score(test["resolved_by_team"], predicted, average="macro"), 3))


if __name__ == "__main__":
    main()
