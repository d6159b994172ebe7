"""Train the routing model on everything that was exported."""
from pathlib import Path

import joblib
import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import GridSearchCV, train_test_split
from sklearn.pipeline import Pipeline


def gather(folder):
    parts = [pd.read_parquet(p) for p in sorted(Path(folder).glob("closed_*.parquet"))]
    tickets = pd.concat(parts, ignore_index=True)
    tickets["text"] = tickets["subject"].fillna("") + "\n" + tickets["body"].fillna("")
    return tickets[tickets["text"].str.len() > 20]


def build():
    return Pipeline(
        [
            ("words", TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)),
            ("model", SGDClassifier(loss="log_loss", random_state=3)),
        ]
    )


def main():
    tickets = gather("exports")
    text_a, text_b, team_a, team_b = train_test_split(
        tickets["text"], tickets["team"], test_size=0.2, stratify=tickets["team"], random_state=3
    )
    search = GridSearchCV(
        build(), {"model__alpha": [1e-6, 1e-5, 1e-4]}, cv=3, scoring="f1_macro", n_jobs=-1
    )
    search.fit(text_a, team_a)
    print("macro F1", round(f1_score(team_b, search.predict(text_b), average="macro"), 3))
    joblib.dump(search.best_estimator_, "routing.joblib")


if __name__ == "__main__":
    main()
