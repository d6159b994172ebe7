import argparse
import logging
from urllib.parse import urlsplit

import numpy as np
import pandas as pd
import scipy.sparse as sp
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import SGDClassifier
from sklearn.metrics import average_precision_score, roc_auc_score
from sklearn.model_selection import train_test_split

logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")


def handcrafted(url: str):
    u = urlsplit(url)
    host = u.hostname or ""
    return [len(url) / 100, host.count("."), url.count("-"), float("@" in url), float(host.replace(".", "").isdigit())]


def encode(urls):
    hv = HashingVectorizer(analyzer="char_wb", ngram_range=(3, 5), n_features=2 ** 20, alternate_sign=False)
    grams = hv.fit_transform(urls)
    hand = sp.csr_matrix(np.array([handcrafted(u) for u in urls]))
    return sp.hstack([grams, hand], format="csr")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("csv")
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()

    df = pd.read_csv(a.csv, usecols=["url", "bad"]).drop_duplicates("url")
    G = encode(df["url"].tolist())
    fit_ix, out_ix = train_test_split(np.arange(len(df)), test_size=0.2, stratify=df["bad"], random_state=a.seed)
    bad = df["bad"].to_numpy()

    clf = SGDClassifier(loss="log_loss", alpha=1e-6, random_state=a.seed)
    clf.fit(G[fit_ix], bad[fit_ix])
    s = clf.decision_function(G[out_ix])
    logging.info("roc %.4f pr %.4f", roc_auc_score(bad[out_ix], s), average_precision_score(bad[out_ix], s))


if __name__ == "__main__":
    main()
