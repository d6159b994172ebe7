WITH done AS (
    SELECT
        o.order_id,
        o.courier_id,
        o.kitchen_id,
        o.accepted_at,
        o.distance_m,
        o.n_items,
        o.rain_mm,
        CASE WHEN o.delivered_at > o.promised_at THEN 1 ELSE 0 END AS late
    FROM orders o
    WHERE o.status = 'delivered'
)
SELECT
    d.order_id,
    d.accepted_at,
    d.distance_m,
    d.n_items,
    d.rain_mm,
    EXTRACT(hour FROM d.accepted_at) AS hour,
    COUNT(*) OVER (
        PARTITION BY d.courier_id ORDER BY d.accepted_at
        ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING
    ) AS courier_orders,
    AVG(d.late) OVER (
        PARTITION BY d.kitchen_id ORDER BY d.accepted_at
        ROWS BETWEEN 15 PRECEDING AND 15 FOLLOWING
    ) AS kitchen_late_rate,
    d.late
FROM done d
ORDER BY d.accepted_at
