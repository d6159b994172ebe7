import argparse

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import accuracy_score, f1_score
from sklearn.model_selection import train_test_split
from sklearn.pipeline import Pipeline

from collect import weekly_extracts


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--db", default="portal.sqlite")
    args = parser.parse_args()

    ads = pd.concat(weekly_extracts(args.db), ignore_index=True)
    ads = ads[ads["body"].str.len() > 80]
    text = ads["title"] + "\n" + ads["body"]

    t_train, t_test, s_train, s_test = train_test_split(
        text, ads["sector"], test_size=0.2, stratify=ads["sector"], random_state=2
    )
    model = Pipeline(
        [
            ("tfidf", TfidfVectorizer(ngram_range=(1, 2), min_df=3, sublinear_tf=True)),
            ("svm", SGDClassifier(loss="hinge", alpha=1e-5, random_state=2)),
        ]
    )
    model.fit(t_train, s_train)
    guess = model.predict(t_test)
    print("accuracy", accuracy_score(s_test, guess))
    print("macro F1", f1_score(s_test, guess, average="macro"))


if __name__ == "__main__":
    main()
