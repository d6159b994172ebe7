import hashlib
import re
import sys
import unicodedata

import pandas as pd
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.metrics import f1_score, recall_score
from sklearn.model_selection import train_test_split
from sklearn.naive_bayes import ComplementNB
from sklearn.pipeline import Pipeline

WS = re.compile(r"\s+")


def key(msg: str) -> str:
    m = unicodedata.normalize("NFKC", msg).lower()
    m = re.sub(r"\d", "0", m)
    return hashlib.sha1(WS.sub(" ", m).strip().encode()).hexdigest()


def gather(*paths) -> pd.DataFrame:
    parts = [pd.read_csv(p, sep="\t", names=["kind", "msg"], quoting=3) for p in paths]
    sms = pd.concat(parts, ignore_index=True).dropna()
    sms["key"] = sms["msg"].map(key)
    conflict = sms.groupby("key")["kind"].nunique()
    sms = sms[~sms["key"].isin(conflict[conflict > 1].index)]
    return sms.drop_duplicates("key")


def main(paths):
    sms = gather(*paths)
    m_tr, m_te, k_tr, k_te = train_test_split(sms["msg"], sms["kind"], test_size=0.25, stratify=sms["kind"], random_state=9)
    flow = Pipeline([("bow", CountVectorizer(ngram_range=(1, 2), min_df=2)), ("nb", ComplementNB(alpha=0.3))])
    flow.fit(m_tr, k_tr)
    hat = flow.predict(m_te)
    print("f1 %.4f recall %.4f" % (f1_score(k_te, hat, pos_label="spam"), recall_score(k_te, hat, pos_label="spam")))


if __name__ == "__main__":
    main(sys.argv[1:] or ["sms_a.tsv", "sms_b.tsv"])
