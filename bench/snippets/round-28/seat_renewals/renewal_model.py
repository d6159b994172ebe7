"""Will an account renew at the end of its term? Snapshot is 60 days before the term ends."""
from pathlib import Path

import duckdb
import pandas as pd
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import brier_score_loss, roc_auc_score

QUERY = Path(__file__).parent / "sql" / "account_features.sql"
DROP = ["account_id", "snapshot_day", "renewed"]


def features(db="warehouse.duckdb"):
    with duckdb.connect(db, read_only=True) as con:
        table = con.execute(QUERY.read_text()).df()
    table["snapshot_day"] = pd.to_datetime(table["snapshot_day"])
    return table


def main():
    table = features()
    fit = table[table["snapshot_day"] < "2023-07-01"]
    late = table[table["snapshot_day"] >= "2023-10-01"]
    model = HistGradientBoostingClassifier(max_iter=250, learning_rate=0.06, random_state=0)
    model.fit(fit.drop(columns=DROP), fit["renewed"])
    p = model.predict_proba(late.drop(columns=DROP))[:, 1]
    print("AUC", roc_auc_score(late["renewed"], p), "Brier", brier_score_loss(late["renewed"], p))


if __name__ == "__main__":
    main()
