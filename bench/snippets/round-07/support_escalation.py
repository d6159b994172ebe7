import logging

import pandas as pd
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import OrdinalEncoder

logging.basicConfig(level="INFO", format="%(asctime)s %(message)s")
logger = logging.getLogger(__name__)

NUM = ["health_score", "open_invoices", "seats", "n_words", "hour"]
CAT = ["plan", "channel"]


def tickets() -> pd.DataFrame:
    t = pd.read_parquet("tickets.parquet")
    t["opened_at"] = pd.to_datetime(t["opened_at"])
    t["n_words"] = t["body"].str.split().str.len()
    t["hour"] = t["opened_at"].dt.hour
    return t


def account_state() -> pd.DataFrame:
    hist = pd.read_parquet("account_history.parquet")
    hist["updated_at"] = pd.to_datetime(hist["updated_at"])
    return hist.sort_values("updated_at").drop_duplicates("account_id", keep="last")


def assemble() -> pd.DataFrame:
    rows = tickets().merge(account_state(), on="account_id", how="left")
    logger.info("%d tickets, %d accounts", len(rows), rows["account_id"].nunique())
    return rows.sort_values("opened_at")


def main():
    rows = assemble()
    before = rows[rows["opened_at"] < "2024-01-01"]
    after = rows[rows["opened_at"] >= "2024-02-01"]

    pre = ColumnTransformer(
        [
            ("num", "passthrough", NUM),
            ("cat", OrdinalEncoder(handle_unknown="use_encoded_value", unknown_value=-1), CAT),
        ]
    )
    pipe = Pipeline([("pre", pre), ("gb", HistGradientBoostingClassifier(max_iter=300))])
    pipe.fit(before[NUM + CAT], before["escalated"])
    ap = average_precision_score(after["escalated"], pipe.predict_proba(after[NUM + CAT])[:, 1])
    logger.info("average precision on 2024 tickets: %.3f", ap)


if __name__ == "__main__":
    main()
