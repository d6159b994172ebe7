#!/usr/bin/env python3
import hashlib
import re
import sys
from pathlib import Path

import pandas as pd
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import classification_report
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import make_pipeline


def key(text: str) -> str:
    bare = re.sub(r"\d+", "0", text.lower())
    bare = re.sub(r"\W+", " ", bare).strip()
    return hashlib.sha1(bare.encode()).hexdigest()


def gather(folder: Path) -> pd.DataFrame:
    frames = [pd.read_csv(f, usecols=["text", "spam"]) for f in sorted(folder.glob("export_*.csv"))]
    sms = pd.concat(frames, ignore_index=True).dropna()
    sms["key"] = sms["text"].map(key)
    before = len(sms)
    sms = sms.drop_duplicates("key").reset_index(drop=True)
    print(f"{before - len(sms)} copies removed, {len(sms)} messages left")
    return sms


def main(folder):
    sms = gather(Path(folder))
    tr, te = train_test_split(sms, test_size=0.25, stratify=sms["spam"], random_state=17)
    assert not set(tr["key"]) & set(te["key"])
    nb = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), min_df=2), ComplementNB())
    nb.fit(tr["text"], tr["spam"])
    print(classification_report(te["spam"], nb.predict(te["text"]), digits=3))


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "exports")
