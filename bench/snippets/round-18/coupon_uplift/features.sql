CREATE OR REPLACE TABLE mailing_features AS
WITH history AS (
    SELECT
        m.mailing_id,
        m.customer_id,
        m.mailed_on,
        COUNT(o.order_id)                   AS n_orders,
        COALESCE(SUM(o.net_value), 0)       AS total_value,
        COALESCE(AVG(o.n_items), 0)         AS mean_items
    FROM mailings m
    LEFT JOIN orders o
        ON o.customer_id = m.customer_id
    GROUP BY m.mailing_id, m.customer_id, m.mailed_on
),
response AS (
    SELECT
        m.mailing_id,
        MAX(CASE WHEN o.order_id IS NOT NULL THEN 1 ELSE 0 END) AS bought
    FROM mailings m
    LEFT JOIN orders o
        ON o.customer_id = m.customer_id
       AND o.ordered_on > m.mailed_on
       AND o.ordered_on <= m.mailed_on + INTERVAL 21 DAY
    GROUP BY m.mailing_id
)
SELECT h.*, c.age, c.postal_zone, r.bought
FROM history h
JOIN customers c USING (customer_id)
JOIN response r USING (mailing_id)
ORDER BY h.mailed_on;
