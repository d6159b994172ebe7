import duckdb
import pandas as pd
from catboost import CatBoostClassifier
from sklearn.metrics import roc_auc_score

SQL = """
SELECT
    session_id,
    event_ts,
    page,
    LAG(page)  OVER s AS page_before,
    LEAD(page) OVER s AS page_after,
    EPOCH(event_ts - LAG(event_ts) OVER s) AS dwell_before,
    ROW_NUMBER() OVER s AS depth,
    CASE WHEN LEAD(event_ts) OVER s IS NULL THEN 1 ELSE 0 END AS is_exit
FROM read_parquet($src)
WINDOW s AS (PARTITION BY session_id ORDER BY event_ts)
"""
INPUTS = ["page", "page_before", "page_after", "dwell_before", "depth"]
TEXT = ["page", "page_before", "page_after"]


def events(src):
    table = duckdb.execute(SQL, {"src": src}).df()
    table[TEXT] = table[TEXT].fillna("-")
    return table


def sessions_before(table, when):
    started = table.groupby("session_id")["event_ts"].transform("min")
    return table[started < when], table[started >= when]


if __name__ == "__main__":
    table = events("data/clicks/*.parquet")
    train, test = sessions_before(table, pd.Timestamp("2024-02-15"))
    model = CatBoostClassifier(iterations=400, cat_features=TEXT, verbose=100)
    model.fit(train[INPUTS], train["is_exit"])
    print("exit AUC", roc_auc_score(test["is_exit"], model.predict_proba(test[INPUTS])[:, 1]))
