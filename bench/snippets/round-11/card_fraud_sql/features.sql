CREATE OR REPLACE TABLE card_features AS
WITH merchant_profile AS (
    SELECT
        merchant_id,
        avg(amount)  AS merchant_avg_amount,
        count(*)     AS merchant_volume
    FROM transactions
    GROUP BY merchant_id
)
SELECT
    t.transaction_id,
    t.authorised_at,
    t.amount,
    t.entry_mode,
    t.country <> c.home_country                     AS abroad,
    extract('hour' FROM t.authorised_at)            AS hour,
    avg(t.amount) OVER near_by                      AS card_avg_amount,
    max(t.amount) OVER near_by                      AS card_max_amount,
    m.merchant_avg_amount,
    m.merchant_volume,
    t.is_fraud
FROM transactions AS t
JOIN cards AS c USING (card_id)
JOIN merchant_profile AS m USING (merchant_id)
WINDOW near_by AS (
    PARTITION BY t.card_id
    ORDER BY t.authorised_at
    ROWS BETWEEN 10 PRECEDING AND 3 FOLLOWING
);
