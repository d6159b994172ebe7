import sqlite3
from contextlib import closing

import pandas as pd
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import PassiveAggressiveClassifier
from sklearn.metrics import f1_score
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import Normalizer

with closing(sqlite3.connect("sms.db")) as con:
    sms = pd.read_sql("select distinct body, is_spam from messages", con)

hasher = HashingVectorizer(n_features=2**18, alternate_sign=False, norm=None, ngram_range=(1, 2))
counts = hasher.transform(sms["body"].str.lower())
unit = Normalizer(norm="l2").fit_transform(counts)

a, b, ya, yb = train_test_split(unit, sms["is_spam"], test_size=0.2, random_state=0, stratify=sms["is_spam"])
clf = PassiveAggressiveClassifier(C=0.1, max_iter=50, random_state=0).fit(a, ya)
print("F1", f1_score(yb, clf.predict(b)))
