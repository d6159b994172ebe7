import os

import pandas as pd
import psycopg2
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import average_precision_score

SQL = """
SELECT
    r.request_id,
    r.requested_at,
    r.amount,
    r.was_disputed,
    c.tier,
    c.credit_limit,
    COALESCE(h.n_paid, 0)   AS n_paid,
    COALESCE(h.sum_paid, 0) AS sum_paid
FROM refund_requests r
JOIN customer_dim c
  ON c.customer_id = r.customer_id
 AND r.requested_at >= c.effective_from
 AND r.requested_at <  COALESCE(c.effective_to, 'infinity'::timestamptz)
LEFT JOIN LATERAL (
    SELECT COUNT(*) AS n_paid, SUM(p.amount) AS sum_paid
    FROM payments p
    WHERE p.customer_id = r.customer_id
      AND p.paid_at < r.requested_at
) h ON TRUE
"""

INPUTS = ["amount", "tier", "credit_limit", "n_paid", "sum_paid"]


def main():
    with psycopg2.connect(os.environ["DSN"]) as conn:
        requests = pd.read_sql(SQL, conn, parse_dates=["requested_at"])
    requests["tier"] = requests["tier"].astype("category")

    edge = pd.Timestamp("2024-01-01", tz="UTC")
    train = requests[requests["requested_at"] < edge - pd.Timedelta(days=90)]
    test = requests[requests["requested_at"] >= edge]
    clf = HistGradientBoostingClassifier(categorical_features=["tier"]).fit(train[INPUTS], train["was_disputed"])
    prob = clf.predict_proba(test[INPUTS])[:, 1]
    print("AP", average_precision_score(test["was_disputed"], prob))


if __name__ == "__main__":
    main()
