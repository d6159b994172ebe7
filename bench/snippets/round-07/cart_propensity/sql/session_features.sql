-- one row per session, scored at session end
WITH s AS (
    SELECT
        customer_id,
        session_id,
        session_end_ts,
        n_pageviews,
        basket_value,
        purchased
    FROM read_parquet('raw/sessions/*.parquet')
    WHERE session_end_ts >= TIMESTAMP '2023-01-01'
)
SELECT
    customer_id,
    session_id,
    session_end_ts,
    n_pageviews,
    basket_value,
    AVG(basket_value) OVER w AS basket_avg,
    SUM(purchased)    OVER w AS orders_near,
    COUNT(*) OVER (
        PARTITION BY customer_id
        ORDER BY session_end_ts
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS sessions_before,
    CAST(purchased AS INTEGER) AS label
FROM s
WINDOW w AS (
    PARTITION BY customer_id
    ORDER BY session_end_ts
    ROWS BETWEEN 3 PRECEDING AND 3 FOLLOWING
)
