"""Dispute model on invoice lines exported by the two billing regions."""
import sys

import numpy as np
import polars as pl
from catboost import CatBoostClassifier
from sklearn.metrics import roc_auc_score

KEEP = ["amount", "net_days", "n_lines", "discount_pct", "currency", "segment", "po_match", "disputed"]
CATS = ["currency", "segment"]


def weekly(week: int) -> pl.DataFrame:
    """Each weekly extract carries the invoices of the last 28 days."""
    return pl.read_parquet(f"extracts/invoices_w{week:02d}.parquet").select("invoice_id", *KEEP)


def gather(first: int, last: int) -> pl.DataFrame:
    return pl.concat([weekly(w) for w in range(first, last + 1)])


def cut(frame: pl.DataFrame, share: float, seed: int):
    order = np.random.default_rng(seed).permutation(frame.height)
    k = int(frame.height * share)
    return frame[order[k:]], frame[order[:k]]


def prepare(frame: pl.DataFrame):
    frame = frame.unique(subset="invoice_id", keep="first", maintain_order=True).drop("invoice_id")
    frame = frame.with_columns(
        pl.col("amount").log1p().alias("log_amount"),
        pl.col("po_match").cast(pl.Int8),
    ).drop("amount")
    pdf = frame.to_pandas()
    return pdf.drop(columns="disputed"), pdf["disputed"].astype(int)


def main(argv):
    first, last = int(argv[1]), int(argv[2])
    invoices = gather(first, last)
    learn, check = cut(invoices, share=0.2, seed=19)
    x_learn, y_learn = prepare(learn)
    x_check, y_check = prepare(check)

    model = CatBoostClassifier(iterations=600, depth=6, cat_features=CATS, verbose=False, random_seed=19)
    model.fit(x_learn, y_learn)
    print(f"invoices {len(x_learn)} / {len(x_check)}")
    print("AUC", roc_auc_score(y_check, model.predict_proba(x_check)[:, 1]))


if __name__ == "__main__":
    main(sys.argv)
