"""Card fraud scoring with merchant risk features."""
import duckdb
import lightgbm as lgb
from sklearn.metrics import average_precision_score

FEATURE_QUERY = """
WITH tx AS (
    SELECT t.tx_id, t.booked_at, t.card_id, t.merchant_id, t.amount,
           t.entry_mode, m.mcc, m.country AS merchant_country,
           CAST(t.is_fraud AS INTEGER) AS is_fraud
    FROM read_parquet('{root}/transactions/*.parquet') t
    JOIN read_parquet('{root}/merchants.parquet') m USING (merchant_id)
    WHERE t.booked_at >= DATE '2022-01-01'
)
SELECT tx_id, booked_at, amount, entry_mode, mcc, merchant_country, is_fraud,
       LN(1 + amount) AS log_amount,
       EXTRACT(hour FROM booked_at) AS hour_of_day,
       COUNT(*) OVER card_day AS tx_last_day,
       amount / NULLIF(AVG(amount) OVER card_month, 0) AS amount_ratio,
       AVG(is_fraud) OVER (PARTITION BY merchant_id) AS merchant_risk
FROM tx
WINDOW card_day AS (
           PARTITION BY card_id ORDER BY booked_at
           RANGE BETWEEN INTERVAL 1 DAY PRECEDING AND CURRENT ROW),
       card_month AS (
           PARTITION BY card_id ORDER BY booked_at
           RANGE BETWEEN INTERVAL 30 DAY PRECEDING AND CURRENT ROW)
"""

CATEGORICAL = ["entry_mode", "mcc", "merchant_country"]
NUMERIC = ["log_amount", "hour_of_day", "tx_last_day", "amount_ratio", "merchant_risk"]


def load(root):
    frame = duckdb.sql(FEATURE_QUERY.format(root=root)).df()
    for col in CATEGORICAL:
        frame[col] = frame[col].astype("category")
    return frame.sort_values("booked_at")


def between(frame, start, end):
    return frame[(frame["booked_at"] >= start) & (frame["booked_at"] < end)]


def main():
    frame = load("warehouse/cards")
    fit = between(frame, "2022-01-01", "2023-01-01")
    tune = between(frame, "2023-01-01", "2023-04-01")
    final = between(frame, "2023-04-01", "2023-07-01")

    cols = NUMERIC + CATEGORICAL
    model = lgb.LGBMClassifier(n_estimators=2000, learning_rate=0.03, num_leaves=63)
    model.fit(
        fit[cols],
        fit["is_fraud"],
        eval_set=[(tune[cols], tune["is_fraud"])],
        eval_metric="average_precision",
        callbacks=[lgb.early_stopping(100)],
    )
    scores = model.predict_proba(final[cols])[:, 1]
    print("average precision:", average_precision_score(final["is_fraud"], scores))


if __name__ == "__main__":
    main()
