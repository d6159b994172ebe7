from pathlib import Path

import duckdb
import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import f1_score, precision_recall_curve

FEATS = ["amount", "amount_ratio", "n_before", "credit_limit"]


def pick_cut(truth, prob):
    p, r, cuts = precision_recall_curve(truth, prob)
    return cuts[np.argmax((2 * p * r / np.maximum(p + r, 1e-9))[:-1])]


def main():
    con = duckdb.connect("cards.duckdb")
    con.execute(Path("features.sql").read_text())
    q = "select * from txn_features where ts >= ? and ts < ? order by ts"
    old, mid, new = (
        con.execute(q, [a, b]).df()
        for a, b in [("2021-01-01", "2022-10-01"), ("2022-10-01", "2023-01-01"), ("2023-01-01", "2023-07-01")]
    )
    model = HistGradientBoostingClassifier(max_iter=300, early_stopping=False, random_state=0)
    model.fit(old[FEATS], old["is_fraud"])
    cut = pick_cut(mid["is_fraud"], model.predict_proba(mid[FEATS])[:, 1])
    flagged = model.predict_proba(new[FEATS])[:, 1] >= cut
    print(f"cut {cut:.3f}, F1 {f1_score(new['is_fraud'], flagged):.3f}")


if __name__ == "__main__":
    main()
