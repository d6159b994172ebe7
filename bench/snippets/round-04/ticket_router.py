"""Assign incoming support tickets to a team."""
import json

import numpy as np
from sklearn.compose import ColumnTransformer
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import classification_report
from sklearn.model_selection import cross_validate, train_test_split
from sklearn.svm import LinearSVC
import pandas as pd


class TicketRouter:
    def __init__(self, db_path, cutoff=0.001):
        self.db_path = db_path
        self.extraction = ColumnTransformer(
            [
                ("subject", TfidfVectorizer(min_df=cutoff), "subject"),
                ("body", TfidfVectorizer(min_df=cutoff, ngram_range=(1, 2)), "body"),
            ]
        )
        self.clf = LinearSVC(C=0.5, class_weight="balanced")
        self.class_names = None

    def get_labels(self):
        classes = {}
        with open(self.db_path, encoding="utf-8") as fh:
            for line in fh:
                ticket = json.loads(line)
                if ticket.get("team"):
                    classes[ticket["key"]] = ticket["team"]
        return classes, sorted(set(classes.values()))

    def items_gen(self, classes):
        with open(self.db_path, encoding="utf-8") as fh:
            for line in fh:
                ticket = json.loads(line)
                if ticket["key"] not in classes:
                    continue
                yield {"subject": ticket["subject"], "body": ticket["body"]}, classes[ticket["key"]]

    def train(self):
        classes, self.class_names = self.get_labels()
        items, targets = zip(*self.items_gen(classes))

        X = self.extraction.fit_transform(pd.DataFrame(list(items)))
        y = np.array(targets)
        print(f"X: {X.shape}, y: {y.shape}")

        X_train, X_test, y_train, y_test = train_test_split(X, y, test_size=0.1, random_state=0)

        scores = cross_validate(self.clf, X_train, y_train, scoring=["accuracy"], cv=5)
        print("cv accuracy", scores["test_accuracy"].mean())

        self.clf.fit(X_train, y_train)
        print(classification_report(y_test, self.clf.predict(X_test), labels=self.class_names))


if __name__ == "__main__":
    TicketRouter("data/tickets.jsonl").train()
