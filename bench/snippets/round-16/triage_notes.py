"""Urgency of emergency calls from the dispatcher's note, with typing-error variants for robustness."""
import argparse
import random
import re
from dataclasses import dataclass

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import classification_report, recall_score
from sklearn.model_selection import GroupShuffleSplit, ParameterGrid
from sklearn.pipeline import make_pipeline

SHORT = {"patient": "pt", "breathing": "breath.", "unconscious": "uncon", "without": "w/o", "minutes": "min"}


@dataclass
class Notes:
    text: list
    urgency: list

    @classmethod
    def of(cls, frame):
        return cls(frame["note"].tolist(), frame["urgency"].tolist())


def mistype(note, rng):
    letters = list(note)
    for _ in range(max(1, len(letters) // 40)):
        i = rng.randrange(len(letters) - 1)
        letters[i], letters[i + 1] = letters[i + 1], letters[i]
    return "".join(letters)


def abbreviate(note):
    return re.sub(r"\b(" + "|".join(SHORT) + r")\b", lambda m: SHORT[m.group(1)], note)


def enlarge(notes, copies, seed):
    rng = random.Random(seed)
    text, urgency = list(notes.text), list(notes.urgency)
    for note, level in zip(notes.text, notes.urgency):
        for _ in range(copies):
            text.append(mistype(abbreviate(note), rng))
            urgency.append(level)
    return Notes(text, urgency)


def read_calls(path):
    calls = pd.read_csv(path, dtype={"incident": str})
    calls["note"] = calls["note"].str.lower().str.replace(r"\s+", " ", regex=True).str.strip()
    calls = calls[calls["note"].str.len() > 10]
    return calls.sort_values("incident").drop_duplicates("note")


def by_incident(calls, share, seed):
    splitter = GroupShuffleSplit(n_splits=1, test_size=share, random_state=seed)
    a, b = next(splitter.split(calls, groups=calls["incident"]))
    return calls.iloc[a], calls.iloc[b]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("calls")
    parser.add_argument("--seed", type=int, default=51)
    args = parser.parse_args()

    rest, test = by_incident(read_calls(args.calls), 0.2, args.seed)
    train, valid = by_incident(rest, 0.2, args.seed)
    valid, test = Notes.of(valid), Notes.of(test)

    fitted = []
    for p in ParameterGrid({"copies": [0, 1, 3], "C": [0.3, 3.0]}):
        larger = enlarge(Notes.of(train), p["copies"], args.seed)
        model = make_pipeline(
            TfidfVectorizer(analyzer="char_wb", ngram_range=(2, 4), min_df=3),
            LogisticRegression(C=p["C"], class_weight="balanced", max_iter=2000),
        ).fit(larger.text, larger.urgency)
        fitted.append((recall_score(valid.urgency, model.predict(valid.text), average="macro"), p, model))
    score, settings, model = max(fitted, key=lambda item: item[0])
    print(settings, "valid macro recall", round(score, 3))
    print(classification_report(test.urgency, model.predict(test.text), digits=3))


if __name__ == "__main__":
    main()
