WITH hist AS (
    SELECT
        o.order_id,
        o.customer_id,
        o.ordered_at,
        o.amount,
        AVG(o.amount) OVER past AS avg_amount_before,
        COUNT(*)      OVER past AS n_before,
        DATE_DIFF('day', LAG(o.ordered_at) OVER (PARTITION BY o.customer_id ORDER BY o.ordered_at), o.ordered_at)
            AS days_since_last,
        LEAD(o.ordered_at) OVER (PARTITION BY o.customer_id ORDER BY o.ordered_at) AS next_order_at
    FROM read_parquet('orders.parquet') o
    WINDOW past AS (
        PARTITION BY o.customer_id
        ORDER BY o.ordered_at
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    )
)
SELECT
    h.order_id,
    h.ordered_at,
    h.amount,
    h.avg_amount_before,
    h.n_before,
    h.days_since_last,
    t.tier,
    CASE WHEN h.next_order_at <= h.ordered_at + INTERVAL 30 DAY THEN 1 ELSE 0 END AS label
FROM hist h
LEFT JOIN read_parquet('tier_history.parquet') t
  ON  t.customer_id = h.customer_id
  AND h.ordered_at >= t.effective_from
  AND h.ordered_at <  t.effective_to
WHERE h.ordered_at < (SELECT MAX(ordered_at) FROM read_parquet('orders.parquet')) - INTERVAL 30 DAY
