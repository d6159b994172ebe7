-- One row for each customer who was active on the snapshot day; everything but `churned` is known on that day.
SELECT
    c.customer_id,
    c.plan,
    c.region,
    DATE '2026-01-01' - c.joined_on AS tenure_days,
    u.minutes_90d,
    u.tickets_90d,
    b.monthly_fee,
    CASE WHEN c.left_on <= DATE '2026-04-01' THEN 1 ELSE 0 END AS churned
FROM customers AS c
LEFT JOIN usage_by_customer AS u ON u.customer_id = c.customer_id AND u.snapshot_day = DATE '2026-01-01'
LEFT JOIN bills AS b ON b.customer_id = c.customer_id AND b.billed_month = DATE '2025-12-01'
WHERE c.joined_on < DATE '2026-01-01'
  AND (c.left_on IS NULL OR c.left_on >= DATE '2026-01-01')
ORDER BY c.customer_id;
