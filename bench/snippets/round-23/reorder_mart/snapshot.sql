CREATE OR REPLACE TABLE reorder_features AS
WITH spend AS (
    SELECT
        s.customer_id,
        s.snapshot_date,
        COUNT(o.order_id)              AS n_orders,
        COALESCE(SUM(o.net_amount), 0) AS net_total,
        AVG(o.net_amount)              AS net_mean,
        COUNT(DISTINCT o.category)     AS n_categories
    FROM snapshots s
    LEFT JOIN orders o ON o.customer_id = s.customer_id
    GROUP BY s.customer_id, s.snapshot_date
),
outcome AS (
    SELECT s.customer_id, s.snapshot_date, COUNT(o.order_id) > 0 AS reordered
    FROM snapshots s
    LEFT JOIN orders o
        ON o.customer_id = s.customer_id
        AND o.ordered_at > s.snapshot_date
        AND o.ordered_at <= s.snapshot_date + INTERVAL 60 DAY
    GROUP BY s.customer_id, s.snapshot_date
)
SELECT
    spend.*,
    DATE_DIFF('day', c.registered_on, spend.snapshot_date) AS tenure_days,
    c.country,
    outcome.reordered
FROM spend
JOIN outcome USING (customer_id, snapshot_date)
JOIN customers c USING (customer_id);
