import argparse

import joblib
import pandas as pd
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import brier_score_loss, roc_auc_score
from sklearn.model_selection import train_test_split

from lapse.encode import Encoder


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--policies", required=True)
    ap.add_argument("--out", default="lapse.joblib")
    args = ap.parse_args()

    pol = pd.read_csv(args.policies)
    tr, te = train_test_split(pol, test_size=0.25, stratify=pol["lapsed"], random_state=0)
    enc = Encoder(["premium", "age", "sum_assured"], ["product", "channel"]).fit(tr)
    lr = LogisticRegression(max_iter=1000).fit(enc.transform(tr), tr["lapsed"])

    p = lr.predict_proba(enc.transform(te))[:, 1]
    print("auc", roc_auc_score(te["lapsed"], p), "brier", brier_score_loss(te["lapsed"], p))
    joblib.dump({"encoder": enc, "model": lr}, args.out)


if __name__ == "__main__":
    main()
