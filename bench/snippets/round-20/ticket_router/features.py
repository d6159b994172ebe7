from pathlib import Path

import joblib
import pandas as pd
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import TfidfVectorizer

STORE = Path("artifacts")


def main():
    tickets = pd.read_json("data/tickets.jsonl", lines=True)
    tickets["text"] = tickets["subject"].fillna("") + "\n" + tickets["message"].fillna("")
    vec = TfidfVectorizer(max_features=40000, stop_words="english")
    svd = TruncatedSVD(n_components=200, random_state=4)
    topics = svd.fit_transform(vec.fit_transform(tickets["text"]))
    table = pd.DataFrame(topics, columns=[f"t{i}" for i in range(topics.shape[1])])
    table["queue"] = tickets["queue"].to_numpy()
    STORE.mkdir(exist_ok=True)
    table.to_parquet(STORE / "ticket_topics.parquet")
    joblib.dump((vec, svd), STORE / "text_model.joblib")


if __name__ == "__main__":
    main()
